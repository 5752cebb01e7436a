import type { Found, FoundPrinciple, ImportProblem } from "./import.ts";

type Line = { readonly number: number; readonly text: string };

const marker = /^(\s*)(?:[-*+]|\d+[.)])\s+(?=\S)/;
const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const request = /^(?:[*_]{1,2})?(critique|revision)(?: request)?(?:[*_]{1,2})?\s*:\s*(?:[*_]{1,2})?\s*(.*)$/i;

/**
 * Principles in Markdown: the items of its list, or where it has none, its headings with the text below each. A bold
 * lead names an item; a line that begins with `Critique:` or `Revision:` is that request.
 */
export function importMarkdown(source: string): Found {
  const lines = withoutFrontMatter(source.split("\n").map((text, index) => ({ number: index + 1, text: text.trimEnd() })));
  const indents = lines.flatMap(({ text }) => marker.exec(text)?.[1]?.length ?? []);
  if (indents.length > 0) return fromItems(lines, Math.min(...indents));
  const found = fromHeadings(lines);
  return found.principles.length > 0 || found.problems.length > 0
    ? found
    : {
        principles: [],
        problems: [
          {
            line: lines[0]?.number ?? 1,
            sentence: "There is neither a list nor a heading here; write one principle as a list item, or under a heading each.",
          },
        ],
      };
}

function withoutFrontMatter(lines: readonly Line[]): readonly Line[] {
  if (lines[0]?.text !== "---") return lines;
  const end = lines.findIndex(({ text }, index) => index > 0 && text === "---");
  return end === -1 ? lines : lines.slice(end + 1);
}

function fromItems(lines: readonly Line[], indent: number): Found {
  const items: { readonly first: Line; readonly rest: Line[] }[] = [];
  let isInside = false;
  for (const [at, line] of lines.entries()) {
    const found = marker.exec(line.text);
    if (found !== null && (found[1]?.length ?? 0) === indent) {
      items.push({ first: { ...line, text: line.text.slice(found[0].length) }, rest: [] });
      isInside = true;
    } else if (heading.test(line.text)) isInside = false;
    else if (isInside && line.text.trim() !== "") {
      // Text at the margin after an empty line is no part of the list.
      if (/^\S/.test(line.text) && lines[at - 1]?.text === "") isInside = false;
      else items.at(-1)?.rest.push({ ...line, text: line.text.replace(marker, "").trim() });
    }
  }
  return { principles: items.map(({ first, rest }) => principleOf(first, [first, ...rest])), problems: [] };
}

function fromHeadings(lines: readonly Line[]): Found {
  const sections: { readonly first: Line; readonly level: number; readonly title: string; readonly rest: Line[] }[] = [];
  for (const line of lines) {
    const found = heading.exec(line.text);
    if (found !== null) sections.push({ first: line, level: found[1]?.length ?? 1, title: found[2] ?? "", rest: [] });
    else if (line.text.trim() !== "") sections.at(-1)?.rest.push({ ...line, text: line.text.trim() });
  }
  // A heading over deeper ones is a title of theirs, and what stands under it is an introduction.
  const deepest = Math.max(0, ...sections.map(({ level }) => level));
  const principles: FoundPrinciple[] = [];
  const problems: ImportProblem[] = [];
  for (const { first, level, title, rest } of sections) {
    if (level < deepest) continue;
    const principle = principleOf({ ...first, text: "" }, rest);
    if (principle.text === "" && title === "")
      problems.push({ line: first.number, sentence: "This heading has neither a name nor a text." });
    else principles.push({ ...principle, name: title, text: principle.text === "" ? title : principle.text });
  }
  return { principles, problems };
}

/** Text, then requests; a request goes on to the next one. */
function principleOf(first: Line, lines: readonly Line[]): FoundPrinciple {
  const parts: { text: string[]; critique: string[]; revision: string[] } = { text: [], critique: [], revision: [] };
  let part: keyof typeof parts = "text";
  for (const { text } of lines) {
    const found = request.exec(text.trim());
    if (found !== null) part = found[1]?.toLowerCase() === "critique" ? "critique" : "revision";
    parts[part].push(found === null ? text.trim() : (found[2] ?? ""));
  }
  const [text, critique, revision] = [parts.text, parts.critique, parts.revision].map((each) => each.join(" ").trim());
  const lead = /^\*\*(.+?)\*\*\s*[:.–—-]?\s*(.*)$/s.exec(text ?? "");
  const isLead = lead !== null && (lead[2] ?? "") !== "";
  const name = isLead ? (lead[1] ?? "").replace(/[:.]$/, "") : null;
  return {
    line: first.number,
    id: name !== null && /^[a-z0-9][\w-]*$/.test(name) ? name : null,
    name,
    text: isLead ? (lead[2] ?? "") : (text ?? ""),
    critique: critique || null,
    revision: revision || null,
  };
}
