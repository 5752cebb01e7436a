import { z } from "zod";
import { hashText } from "./random.ts";
import { countTokens } from "./tokens.ts";

/** The one simulated model that embeds. */
export const embedderName = "embed";
export const embeddingDimensions = 256;

const requestSchema = z.object({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(z.string()).min(1).max(2048)]),
  encoding_format: z.literal("float", { error: "the simulated model writes floats only" }).nullish(),
  dimensions: z.number().int().min(8).max(embeddingDimensions).nullish(),
});

/**
 * Answers an embeddings request as `sim/embed`: words and the three-letter pieces in them, hashed to signed dimensions and
 * scaled to unit length. Texts that share wording lie near each other, whatever its order; meanings play no part. A pure
 * function of the request.
 */
export function simulateEmbedding(body: string): { readonly status: 200 | 400 | 404; readonly body: string; readonly latencyMs: number } {
  const read = requestSchema.safeParse(parseJson(body));
  if (!read.success) {
    const issue = read.error.issues[0];
    return failure(400, `${issue?.path.join(".") || "The request"}: ${issue?.message ?? "wrong shape"}`, "invalid_request_error");
  }
  const { model, input, dimensions } = read.data;
  if (model.replace(/^sim\//, "") !== embedderName) {
    return failure(404, `The simulated model "${model}" makes no embeddings; "${embedderName}" does.`, "model_not_found");
  }
  const texts = typeof input === "string" ? [input] : input;
  const tokens = texts.reduce((sum, text) => sum + Math.max(1, countTokens(text)), 0);
  const data = texts.map((text, index) => ({
    object: "embedding",
    index,
    embedding: embed(text, dimensions ?? embeddingDimensions).map((each) => Number(each.toPrecision(7))),
  }));
  const reply = { object: "list", data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
  return { status: 200, body: JSON.stringify(reply), latencyMs: Math.round(20 + tokens / 10) };
}

function embed(text: string, dimensions: number): readonly number[] {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []) {
    count(counts, ` ${word}`);
    const padded = `<${word}>`;
    for (let at = 0; at + 3 <= padded.length; at += 1) count(counts, padded.slice(at, at + 3));
  }
  const vector = new Array<number>(dimensions).fill(0);
  // Without a word there is still a direction: an embedding of nothing is not the number zero.
  if (counts.size === 0) vector[0] = 1;
  for (const [feature, times] of counts) {
    const hash = hashText(feature);
    const at = hash % dimensions;
    const weight = (1 + Math.log(times)) * (feature.startsWith(" ") ? 1 : 0.5);
    vector[at] = (vector[at] ?? 0) + (hash >>> 31 === 0 ? weight : -weight);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector.map((_, at) => (at === 0 ? 1 : 0)) : vector.map((each) => each / length);
}

function count(counts: Map<string, number>, feature: string): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1);
}

function failure(status: 400 | 404, message: string, code: string) {
  return { status, body: JSON.stringify({ error: { message, type: "invalid_request_error", param: null, code } }), latencyMs: 5 };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
