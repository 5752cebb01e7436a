import type { CallRequest } from "#shared/journal/call.ts";

/** What the wire needs to know of a model beside the request. */
export type WireModel = { readonly name: string; readonly takesSchema: boolean; readonly simulated: boolean };

/** The body of a call, by its purpose. `extra` can add fields but never change what the call's key stands for. */
export function requestBody(request: CallRequest, model: WireModel): { readonly [field: string]: unknown } {
  if (request.purpose === "embedding")
    return { ...request.parameters.extra, model: model.name, input: request.messages.map(({ content }) => content).join("\n") };
  const { extra, seed, ...parameters } = request.parameters;
  const { stream: _stream, stream_options: _streamOptions, n: _n, ...additions } = extra ?? {};
  return {
    ...additions,
    ...parameters,
    // Draws of one question must differ also where a seed is set.
    ...(seed === undefined ? {} : { seed: seed + (model.simulated ? 0 : request.sample) }),
    ...(model.simulated ? { sample: request.sample } : {}),
    ...(request.schema !== undefined && model.takesSchema
      ? { response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema: request.schema } } }
      : {}),
    model: model.name,
    messages: request.schema === undefined || model.takesSchema ? request.messages : withSchemaInWords(request.messages, request.schema),
  };
}

function withSchemaInWords(messages: CallRequest["messages"], schema: object): CallRequest["messages"] {
  const wish = `Reply with one JSON object and nothing else. It must fit this JSON Schema:\n${JSON.stringify(schema)}`;
  const last = messages.at(-1);
  if (last === undefined || last.role !== "user") return [...messages, { role: "user", content: wish }];
  return [...messages.slice(0, -1), { role: "user", content: `${last.content}\n\n${wish}` }];
}
