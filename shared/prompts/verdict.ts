import { withoutFences } from "./fence.ts";
import type { Scale } from "./judge-prompts.ts";
import { confidenceOf, isEcho, numberIn, objectsIn, rationaleOf, reasonWithoutVerdict, type UnscoredReason } from "./verdict-text.ts";

type Unread = { readonly ok: false; readonly reason: UnscoredReason; readonly raw: string };

/** `first` and `second` are positions as shown, not sides. */
export type PairVerdict =
  | {
      readonly ok: true;
      readonly verdict: "first" | "second" | "tie";
      readonly rationale: string;
      /** As the judge stated it, 0 to 1. */
      readonly confidence?: number;
    }
  | Unread;

export type ScoreVerdict = { readonly ok: true; readonly score: number; readonly rationale: string; readonly confidence?: number } | Unread;

/**
 * Reads which response a judge preferred, from its reply alone: the last JSON verdict object, else the last `[[A]]`,
 * else a last line such as "Verdict: A", else a reply that is nothing but the letter. Everything else is unscored. Never throws.
 */
export function readPairVerdict(reply: string): PairVerdict {
  const text = withoutFences(reply);
  const unread = (reason: UnscoredReason): Unread => ({ ok: false, reason, raw: reply });
  const object = objectsIn(text).findLast(({ fields }) => verdictField(fields) !== undefined);
  if (object !== undefined) {
    const verdict = preferenceOf(verdictField(object.fields));
    if (verdict === null) return unread(isEcho(text) ? "echo" : "not-a-verdict");
    return { ok: true, verdict, rationale: rationaleOf(object.fields, object.before), ...stated(confidenceOf(object.fields)) };
  }
  const marks = [...text.matchAll(/\[\[\s*([A-Za-z0-9]{1,8})\s*\]\]/g)].map((mark) => ({ mark, verdict: preferenceOf(mark[1], true) }));
  const last = marks.at(-1);
  if (last !== undefined) {
    if (last.verdict === null) return unread("not-a-verdict");
    const isAtEnd = /^[\s.*`"]*$/.test(text.slice(last.mark.index + last.mark[0].length));
    const agree = marks.every(({ verdict }) => verdict === last.verdict);
    return agree || isAtEnd ? { ok: true, verdict: last.verdict, rationale: text.slice(0, last.mark.index).trim() } : unread("ambiguous");
  }
  const { line, before } = lastLine(text);
  const bare = preferenceOf(labelled(line, "(?:final )?(?:verdict|answer|winner|choice)") ?? (before === "" ? line : ""));
  if (bare !== null) return { ok: true, verdict: bare, rationale: before };
  const reason = reasonWithoutVerdict(text);
  const namesBoth = text.length < 200 && /\bA\b/.test(text) && /\bB\b/.test(text);
  return unread(reason === "prose" && namesBoth ? "ambiguous" : reason);
}

/** Reads a score the same way. A score outside the scale is unscored, never clamped. */
export function readScoreVerdict(reply: string, scale: Scale): ScoreVerdict {
  const read = findScore(withoutFences(reply), scale);
  if (read === null) return { ok: false, reason: reasonWithoutVerdict(reply), raw: reply };
  if (read.score === null) return { ok: false, reason: "not-a-verdict", raw: reply };
  if (read.score < scale.min || read.score > scale.max) return { ok: false, reason: "off-scale", raw: reply };
  return { ok: true, score: read.score, rationale: read.rationale, ...stated(read.confidence) };
}

function findScore(text: string, scale: Scale): { score: number | null; rationale: string; confidence: number | undefined } | null {
  const object = objectsIn(text).findLast(({ fields }) => scoreField(fields) !== undefined);
  if (object !== undefined) {
    const rationale = rationaleOf(object.fields, object.before);
    return { score: scoreOf(scoreField(object.fields), scale), rationale, confidence: confidenceOf(object.fields) };
  }
  const mark = [...text.matchAll(/\[\[\s*([^[\]]{1,12}?)\s*\]\]/g)].at(-1);
  if (mark !== undefined) return { score: scoreOf(mark[1], scale), rationale: text.slice(0, mark.index).trim(), confidence: undefined };
  const { line, before } = lastLine(text);
  const bare = scoreOf(labelled(line, "(?:final |overall )?(?:score|rating|verdict|answer)") ?? (before === "" ? line : ""), scale);
  return bare === null ? null : { score: bare, rationale: before, confidence: undefined };
}

function verdictField(fields: { readonly [field: string]: unknown }): unknown {
  return fields.verdict ?? fields.winner ?? fields.preferred ?? fields.preference ?? fields.choice;
}

function scoreField(fields: { readonly [field: string]: unknown }): unknown {
  return fields.score ?? fields.rating ?? fields.verdict;
}

/** In double brackets C is the customary letter for a tie. */
function preferenceOf(value: unknown, isBracketed = false): "first" | "second" | "tie" | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const word = String(value)
    .toLowerCase()
    .replace(/[\s"'`*().:!-]+/g, " ")
    .trim()
    .replace(/^(?:the )?(?:response|answer|assistant|candidate|option|output|model) /, "")
    .replace(/ (?:response|answer)$/, "");
  if (word === "a" || word === "first" || word === "1") return "first";
  if (word === "b" || word === "second" || word === "2") return "second";
  return word === "tie" || word === "draw" || (isBracketed && word === "c") ? "tie" : null;
}

function scoreOf(value: unknown, scale: Scale): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return null;
  const parts = /^[\s*"`]*([+-]?\d+(?:\.\d+)?)(?:\s*(?:\/|out of)\s*(\d+)|\s*(%))?[\s*"`.]*$/i.exec(value);
  if (parts === null || (parts[2] !== undefined && Number(parts[2]) !== scale.max)) return null;
  if (parts[3] !== undefined && (scale.min !== 0 || scale.max !== 100)) return null;
  return numberIn(parts[1] ?? "");
}

function lastLine(text: string): { line: string; before: string } {
  const trimmed = text.trim();
  const cut = trimmed.lastIndexOf("\n");
  return { line: trimmed.slice(cut + 1), before: cut === -1 ? "" : trimmed.slice(0, cut).trim() };
}

/** What follows a label such as "Verdict:" when that is all the line holds. */
function labelled(line: string, label: string): string | null {
  return new RegExp(`^[\\s*#]*${label}\\s*(?:is)?\\s*[:=]?[\\s*]*(.{1,24})$`, "i").exec(line)?.[1] ?? null;
}

function stated(confidence: number | undefined): { readonly confidence?: number } {
  return confidence === undefined ? {} : { confidence };
}
