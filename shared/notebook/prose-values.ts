import { closesFence, type Fence, readFence } from "./fence.ts";
import { indentationOf, isBlank, splitLines } from "./lines.ts";

/** `{{ name.member }}` in a text: a value of a cell, shown where it stands. */
export type ValueReference = {
  /** As it is written, braces included. */
  readonly raw: string;
  /** A cell or one of its tables. */
  readonly name: string;
  /** `rows`, `sentence`, `headline` or a column; null where nothing that can be read stands behind the name. */
  readonly member: string | null;
  /** Decimals a number is written with, `{{ kappa.estimate | 2 }}`; null: as many as it needs. */
  readonly decimals: number | null;
  /** `{{ kappa.estimate | 1% }}`: a share in per cent. */
  readonly isPercent: boolean;
};

export type ProsePart = { readonly type: "text"; readonly text: string } | { readonly type: "value"; readonly reference: ValueReference };

/**
 * A Markdown text as what is written and the values it names. What stands in code spans, code blocks, formulas, where double braces
 * group, addresses of links and HTML tags is text, as is `\{{`. The parts, joined (`raw` of references), are the text.
 */
export function readProse(markdown: string): readonly ProsePart[] {
  if (!markdown.includes("{{")) return [{ type: "text", text: markdown }];
  const parts: ProsePart[] = [];
  let written = 0;
  for (const stretch of writtenStretches(markdown)) {
    for (const { at, reference } of referencesIn(markdown, stretch)) {
      if (at > written) parts.push({ type: "text", text: markdown.slice(written, at) });
      parts.push({ type: "value", reference });
      written = at + reference.raw.length;
    }
  }
  if (written < markdown.length) parts.push({ type: "text", text: markdown.slice(written) });
  return parts;
}

type Stretch = { readonly from: number; readonly to: number };

const container = /^(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/;
const listItem = /^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]/;
const formulaFence = /^ {0,3}(\${2,})[^$\r\n]*(?:\r?\n|\r|$)/;
const definition = /^ {0,3}\[[^\]]+\]:/;

/** Paragraphs and the like: lines that are no code, up to a blank one, which no code span goes beyond. */
function writtenStretches(markdown: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let fence: Fence | null = null;
  let formula: string | null = null;
  let [isList, isAfterBlank, isIndentedCode] = [false, true, false];
  let [at, from] = [0, 0];
  const endBefore = (next: number): void => {
    if (at > from) stretches.push({ from, to: at });
    from = next;
  };
  for (const line of splitLines(markdown)) {
    const next = at + line.length;
    // A fence in a quotation or a list stands behind their marks.
    const inner = line.slice(container.exec(line)?.[0].length ?? 0);
    if (fence !== null) {
      if (closesFence(inner, fence)) fence = null;
      from = next;
    } else if (formula !== null) {
      if (inner.trim().startsWith(formula) && /^\$+$/.test(inner.trim())) formula = null;
      from = next;
    } else if (isBlank(line)) endBefore(next);
    else {
      isIndentedCode = !isList && indentationOf(line) >= 4 && (isAfterBlank || isIndentedCode);
      fence = isIndentedCode ? null : readFence(inner);
      formula = isIndentedCode ? null : (formulaFence.exec(inner)?.[1] ?? null);
      if (fence !== null || formula !== null || isIndentedCode || definition.test(line)) endBefore(next);
      if (listItem.test(line)) isList = true;
      else if (isAfterBlank && indentationOf(line) === 0) isList = false;
    }
    isAfterBlank = isBlank(line);
    at = next;
  }
  if (fence === null && formula === null) endBefore(at);
  return stretches;
}

const run = /`+|\$+/y;
const runs = new RegExp(run.source, "g");
const address = /\]\((?:\\.|[^()\\\n]|\([^()\n]*\))*\)/y;
const tag = /<[A-Za-z/!?][^<>]*>/y;
const braces = /\{\{([^{}]{1,300})\}\}/y;

function* referencesIn(markdown: string, { from, to }: Stretch): Generator<{ readonly at: number; readonly reference: ValueReference }> {
  const match = (pattern: RegExp, at: number): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(markdown);
    return found !== null && at + found[0].length <= to ? found : null;
  };
  // Where each run stands last, so that one that is never closed is not looked for again and again.
  const lastRuns = new Map<string, number>();
  for (const { 0: marks, index } of markdown.slice(from, to).matchAll(runs)) lastRuns.set(marks, from + index);
  let at = from;
  while (at < to) {
    const character = markdown[at];
    if (character === "\\") at += 2;
    else if (character === "`" || character === "$") at = spanEnd(markdown, at, match(run, at)?.[0] ?? character, lastRuns);
    else if (character === "]") at += match(address, at)?.[0].length ?? 1;
    else if (character === "<") at += match(tag, at)?.[0].length ?? 1;
    else if (character === "{") {
      const found = match(braces, at);
      const reference = found === null ? null : readReference(found[0], found[1] ?? "");
      if (reference !== null) yield { at, reference };
      at += reference === null ? 1 : reference.raw.length;
    } else at += 1;
  }
}

/** Behind the code span or formula that begins here with these marks, or behind the marks where as many never come again. */
function spanEnd(markdown: string, at: number, marks: string, lastRuns: ReadonlyMap<string, number>): number {
  const behind = at + marks.length;
  if ((lastRuns.get(marks) ?? 0) <= at) return behind;
  for (const { 0: next, index } of markdown.slice(behind).matchAll(runs)) if (next === marks) return behind + index + next.length;
  return behind;
}

const whole = /^\s*([A-Za-z_]\w{0,62})\s*\.\s*(?:"([^"\n]+)"|([\p{L}_][\p{L}\p{N}_]*))\s*(?:\|\s*(\d)\s*(%?)\s*)?$/u;
const begun = /^\s*([A-Za-z_]\w{0,62})(?!\w)/;

function readReference(raw: string, inside: string): ValueReference | null {
  const found = whole.exec(inside);
  if (found === null) {
    const name = begun.exec(inside)?.[1];
    return name === undefined ? null : { raw, name, member: null, decimals: null, isPercent: false };
  }
  const [, name = "", quoted, bare, decimals, percent] = found;
  return {
    raw,
    name,
    member: quoted ?? bare ?? null,
    decimals: decimals === undefined ? null : Number(decimals),
    isPercent: percent === "%",
  };
}
