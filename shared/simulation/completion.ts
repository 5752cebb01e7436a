import type { Segment } from "./judge-reply.ts";
import { hashText, uniform } from "./random.ts";
import { type SimulationRequest, textOf } from "./request.ts";
import { countTokens, splitTokens } from "./tokens.ts";

type Piece = { readonly token: string; readonly chances?: { readonly [token: string]: number } };

/** The OpenAI completion object for a reply, cut at stop texts and at `max_tokens`, to which reasoning counts as well. */
export function completionOf(
  request: SimulationRequest,
  segments: readonly Segment[],
  seed: string,
  reasoning: string | null,
): { readonly json: object; readonly tokens: number } {
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
  const stopped = stopAt(segments, request.stop ?? []);
  const pieces = stopped.flatMap(piecesOf);
  const thoughts = reasoning === null ? [] : splitTokens(reasoning);
  const thought = thoughts.slice(0, limit);
  const kept = pieces.slice(0, limit - thought.length);
  const tokens = thought.length + kept.length;
  const promptTokens = request.messages.reduce((total, { content }) => total + countTokens(textOf(content)) + 3, 3);
  const json = {
    id: `sim-${hashText(seed).toString(16).padStart(8, "0")}`,
    object: "chat.completion",
    created: 0,
    model: request.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          ...(reasoning === null ? {} : { reasoning_content: thought.join("") }),
          content: kept.map(({ token }) => token).join(""),
          refusal: null,
        },
        logprobs: request.logprobs
          ? { content: kept.map((piece, at) => logprobOf(piece, request.top_logprobs ?? 0, `${seed} ${at}`)) }
          : null,
        finish_reason: tokens < thoughts.length + pieces.length ? "length" : "stop",
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: tokens,
      total_tokens: promptTokens + tokens,
      ...(reasoning === null ? {} : { completion_tokens_details: { reasoning_tokens: thought.length } }),
    },
    system_fingerprint: "simulated",
  };
  return { json, tokens };
}

/** A choice stays one token, so that its log-probabilities are those of the decision. */
function piecesOf(segment: Segment): readonly Piece[] {
  if (segment.chances !== undefined) return [{ token: segment.text, chances: segment.chances }];
  return splitTokens(segment.text).map((token) => ({ token }));
}

function logprobOf(piece: Piece, top: number, seed: string): object {
  const chances = piece.chances ?? { [piece.token]: 0.9 + 0.0999 * uniform("token", seed) };
  const alternatives = Object.entries(chances)
    .map(([token, chance]) => entryOf(token, chance))
    .sort((a, b) => b.logprob - a.logprob);
  return { ...entryOf(piece.token, chances[piece.token] ?? 0), top_logprobs: alternatives.slice(0, top) };
}

function entryOf(token: string, chance: number): { readonly token: string; readonly logprob: number; readonly bytes: null } {
  return { token, logprob: chance > 0 ? Math.max(-9999, Math.log(chance)) : -9999, bytes: null };
}

function stopAt(segments: readonly Segment[], stop: string | readonly string[]): readonly Segment[] {
  const stops = (typeof stop === "string" ? [stop] : stop).filter((text) => text !== "");
  const text = segments.map((segment) => segment.text).join("");
  let left = Math.min(text.length, ...stops.map((ending) => text.indexOf(ending)).filter((at) => at !== -1));
  return segments.flatMap((segment) => {
    const kept = segment.text.slice(0, left);
    left -= kept.length;
    return kept === "" ? [] : [kept === segment.text ? segment : { text: kept }];
  });
}
