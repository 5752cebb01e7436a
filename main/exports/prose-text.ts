import type { ReportProse } from "#main/engine/parts/report.ts";
import { readProse } from "#shared/notebook/prose-values.ts";
import { valueWords } from "./report/value-words.ts";

/** A text as Markdown with its values in it. What a model wrote stands there as words: none of it is markup. */
export function proseText({ markdown, values }: ReportProse): string {
  let at = 0;
  return readProse(markdown)
    .map((part) => {
      if (part.type === "text") return part.text;
      const value = values[at];
      at += 1;
      if (value === undefined || value.type === "text") return part.reference.raw;
      const { text, aside } = valueWords(value, part.reference.raw);
      return [text, aside].filter(Boolean).map(asWords).join(" ");
    })
    .join("");
}

/** Text that Markdown reads as itself, wherever in a line it stands. */
function asWords(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll(/[\\`*_{}[\]#|~$^!=@]/g, "\\$&")
    .replaceAll("://", "\\://")
    .replaceAll(/\bwww\./gi, "www\\.")
    .replace(/^([-+])(?= )/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?= |$)/, "$1\\$2");
}
