import type { Examination, TokenCount, ToldRows } from "./examination.ts";

const formatted = (count: number): string => count.toLocaleString("en");
const rows = (count: number): string => `${formatted(count)} row${count === 1 ? "" : "s"}`;

/** Ids that do not name one row each, in sentences; none where all do. */
export function idSentences({ ids }: Examination): readonly string[] {
  if (ids === null) return [];
  const { column, repeated, missing } = ids;
  const said: string[] = [];
  if (repeated.count > 0)
    said.push(`${rows(repeated.count)} repeat${repeated.count === 1 ? "s" : ""} the \`${column}\` of a row before: ${placesOf(repeated)}.`);
  if (missing.count > 0)
    said.push(`${rows(missing.count)} ${missing.count === 1 ? "has" : "have"} no \`${column}\`: ${placesOf(missing)}.`);
  return said;
}

export function promptSentences({ emptyPrompts }: Examination): readonly string[] {
  if (emptyPrompts === null || emptyPrompts.told.count === 0) return [];
  const { column, told } = emptyPrompts;
  return [`${rows(told.count)} ${told.count === 1 ? "has" : "have"} an empty \`${column}\`: ${placesOf(told)}. They stay as they are.`];
}

/** What was not looked at, where not every row was. */
export function reachSentences({ rows: looked, of }: Examination): readonly string[] {
  return looked < of
    ? [`Of ${rows(of)}, ${formatted(looked)} drawn at random were looked at for ids and empty prompts; there may be more.`]
    : [];
}

/** Tokens of prompts and responses, mean and total; an estimate where not every row was counted. Null where there is no text. */
export function tokenSentence({ tokens, of }: Examination): string | null {
  if (tokens === null || tokens.rows === 0) return null;
  const isEstimate = tokens.rows < of;
  const said = [partOf("prompts", tokens.prompt), partOf("responses", tokens.response)].filter((each) => each !== null);
  if (said.length === 0) return null;
  const source = isEstimate ? `, estimate from ${rows(tokens.rows)} of ${formatted(of)}` : "";
  return `Tokens: ${said.join("; ")} (o200k tokenizer${source}).`;

  function partOf(whose: string, count: TokenCount | null): string | null {
    if (count === null || count.texts === 0) return null;
    const total = (count.total / (tokens?.rows ?? 1)) * of;
    const mean = count.total / count.texts;
    return `${whose} ${formatted(Math.round(mean))} on average, ${isEstimate ? "about " : ""}${formatted(isEstimate ? rounded(total) : total)} in all`;
  }
}

/** Three digits are as much as an estimate can bear. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function placesOf({ count, first, by }: ToldRows): string {
  const shown = first.map(formatted);
  const more = count - first.length;
  const last = more > 0 ? `${formatted(more)} more` : shown.pop();
  const list = shown.length === 0 ? last : `${shown.join(", ")} and ${last}`;
  return `${by}${count === 1 ? "" : "s"} ${list}`;
}
