import { z } from "zod";
import type { Answer, TokenLogprob } from "./call.ts";
import { isEmbeddingReply, readEmbedding } from "./embedding.ts";

export type AnswerReading =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly reason: "not-json" | "not-a-completion" | "empty" | "html"; readonly sentence: string };

const logprobSchema = z.object({ token: z.string(), logprob: z.number() });
const tokenLogprobs = z
  .array(logprobSchema.extend({ top_logprobs: z.array(logprobSchema).nullish().catch(null) }))
  .nullish()
  .catch(null);
const tokenCount = z.number().int().nonnegative().nullish().catch(null);
const optionalText = z.string().nullish().catch(null);

// Only the message itself decides whether a reply is a completion; damaged extras are read as absent.
const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.union([z.string(), z.array(z.object({ type: z.string(), text: z.string().optional() }))]).nullish(),
          refusal: optionalText,
          reasoning: optionalText,
          reasoning_content: optionalText,
          tool_calls: z.array(z.unknown()).nullish().catch(null),
        }),
        finish_reason: optionalText,
        logprobs: z.object({ content: tokenLogprobs }).nullish().catch(null),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: tokenCount, completion_tokens: tokenCount }).nullish().catch(null),
});

/** Reads a reply body as a chat completion, or as the embedding it is. Unknown fields are ignored; the body itself stays in the journal. Never throws. */
export function readAnswer(body: string): AnswerReading {
  if (body.trim() === "") return { ok: false, reason: "empty", sentence: "The reply has no body." };
  if (/^\s*<(?:!doctype|html|head|body|\?xml)/i.test(body)) {
    return { ok: false, reason: "html", sentence: "The reply is an HTML page, not a completion: check the provider's base URL." };
  }
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    return { ok: false, reason: "not-json", sentence: `The reply is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (isEmbeddingReply(json)) return embeddingAnswer(json);
  const read = completionSchema.safeParse(json);
  if (!read.success) {
    const issue = read.error.issues[0];
    const place = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
    return {
      ok: false,
      reason: "not-a-completion",
      sentence: `The reply is not a chat completion${place}: ${issue?.message ?? "wrong shape"}.`,
    };
  }
  const choice = read.data.choices[0];
  if (choice === undefined) return { ok: false, reason: "not-a-completion", sentence: "The reply has no choices." };
  const { message } = choice;
  const { text, reasoning } = splitReasoning(textOf(message.content), message.reasoning ?? message.reasoning_content ?? null);
  if (text === "" && reasoning === null && !message.refusal && !message.tool_calls?.length && choice.finish_reason !== "length") {
    if (choice.finish_reason !== "content_filter") return { ok: false, reason: "empty", sentence: "The reply has an empty message." };
  }
  return {
    ok: true,
    answer: {
      text,
      reasoning,
      finishReason: finishReasonOf(choice.finish_reason ?? null),
      promptTokens: read.data.usage?.prompt_tokens ?? null,
      completionTokens: read.data.usage?.completion_tokens ?? null,
      logprobs: logprobsOf(choice.logprobs?.content),
      refusal: message.refusal || null,
    },
  };
}

function embeddingAnswer(json: Parameters<typeof readEmbedding>[0]): AnswerReading {
  const { embedding, promptTokens } = readEmbedding(json);
  if (embedding === null) return { ok: false, reason: "not-a-completion", sentence: "The reply's embedding is no list of finite numbers." };
  return {
    ok: true,
    answer: {
      text: "",
      reasoning: null,
      finishReason: "stop",
      promptTokens,
      completionTokens: 0,
      logprobs: null,
      refusal: null,
      embedding,
    },
  };
}

type Content = string | readonly { readonly type: string; readonly text?: string | undefined }[] | null | undefined;

function textOf(content: Content): string {
  if (typeof content === "string") return content;
  return (content ?? [])
    .filter((part) => part.type === "text")
    .map((part) => part.text ?? "")
    .join("");
}

/** Reasoning comes in its own field or as a leading <think> block; an unclosed block is all reasoning. */
function splitReasoning(text: string, field: string | null): { text: string; reasoning: string | null } {
  const block = /^\s*<think>([\s\S]*?)(?:<\/think>|$)\s*/.exec(text);
  // Some servers put the opening tag into the prompt, so only the closing one comes back.
  const tail = block ?? /^([\s\S]*?)<\/think>\s*/.exec(text);
  if (tail === null) return { text, reasoning: field || null };
  const inner = (tail[1] ?? "").trim();
  return { text: text.slice(tail[0].length), reasoning: [field, inner].filter(Boolean).join("\n") || null };
}

function finishReasonOf(reason: string | null): Answer["finishReason"] {
  switch (reason) {
    case "stop":
    case "eos":
    case "end_turn":
    case "stop_sequence":
      return "stop";
    case "length":
    case "max_tokens":
      return "length";
    case "content_filter":
      return "content_filter";
    case "tool_calls":
    case "function_call":
      return "tool_calls";
    default:
      return "unknown";
  }
}

function logprobsOf(content: z.infer<typeof tokenLogprobs>): readonly TokenLogprob[] | null {
  if (!content || content.length === 0) return null;
  return content.map(({ token, logprob, top_logprobs }) => ({ token, logprob, top: top_logprobs ?? [] }));
}
