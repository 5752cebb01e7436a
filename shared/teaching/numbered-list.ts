const marker = /^\s*(?:#{1,6}\s+|[-*•]\s+)?(?:\*\*)?(?:(?:task|instruction)\s+)?(\d{1,5})(?:\*\*)?\s*[.):](?:\*\*)?(?=\s|\*\*|$)\s*/i;
const bullet = /^\s*[-*•]\s+/;

/**
 * The entries of a numbered list in a reply: `9. …`, `9) …`, `Task 9: …`, bold or under headings, over one line or several.
 * A number that does not rise belongs to the entry it stands in. Without numbers, bullets count; what stands before the
 * first entry does not. Of a reply that was cut off the last entry is left out.
 */
export function readNumberedList(reply: string, isCutOff: boolean): readonly string[] {
  const lines = reply.split(/\r?\n/).filter((line) => !/^\s*```/.test(line));
  const numbered = entriesOf(lines, (line, last) => {
    const found = marker.exec(line);
    const number = Number(found?.[1]);
    return found !== null && number > last ? { number, rest: line.slice(found[0].length) } : null;
  });
  const entries =
    numbered.length > 0
      ? numbered
      : entriesOf(lines, (line, last) => (bullet.test(line) ? { number: last + 1, rest: line.replace(bullet, "") } : null));
  return (isCutOff ? entries.slice(0, -1) : entries).map(plain).filter((entry) => entry !== "");
}

type Start = { readonly number: number; readonly rest: string };

function entriesOf(lines: readonly string[], startOf: (line: string, last: number) => Start | null): readonly string[] {
  const entries: string[][] = [];
  let last = -1;
  for (const line of lines) {
    const start = startOf(line, last);
    if (start === null) {
      entries.at(-1)?.push(line);
      continue;
    }
    last = start.number;
    entries.push([start.rest]);
  }
  return entries.map((entry) => entry.join("\n"));
}

/** Without the marks around it: bold, quotation marks, a label such as "Instruction:". */
function plain(entry: string): string {
  let text = entry
    .trim()
    .replace(/\n\s*\n[\s\S]*$/, "")
    .trim();
  text = text.replace(/^\*\*([^*]+)\*\*:?\s*/, "$1 ").replace(/^(?:instruction|task)\s*:\s*/i, "");
  const quoted = /^["“]([^"“”]+)["”]$/.exec(text.trim());
  return (quoted?.[1] ?? text).trim();
}
