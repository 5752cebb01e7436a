/** A record of a CSV file and the line it begins on. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

/** Texts a spreadsheet would run as a formula get an apostrophe before them; `plainText` takes it away again. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** A cell as it was before it went through a spreadsheet: without the apostrophe, line ends as they were written here. */
export function plainText(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, "").replace(/\r\n?/g, "\n");
}

/** Splits CSV text into records. Commas, semicolons or tabs part cells, whichever the first line has most of; blank lines are none. */
export function readCsv(text: string): readonly CsvRecord[] {
  const source = text.replace(/^\uFEFF/, "");
  const delimiter = delimiterOf(source);
  const records: CsvRecord[] = [];
  let line = 1;
  let begins = 1;
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  const endRecord = (): void => {
    cells.push(cell);
    if (cells.some((each) => each !== "")) records.push({ line: begins, cells });
    cells = [];
    cell = "";
    begins = line;
  };
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === "\n") line += 1;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (char === "\n") endRecord();
    else if (char !== "\r" || source.charAt(at + 1) !== "\n") cell += char;
  }
  if (cell !== "" || cells.length > 0) endRecord();
  return records;
}

function delimiterOf(text: string): string {
  const first = text.replace(/"[^"]*"/g, "").split("\n", 1)[0] ?? "";
  const counted = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).delimiter;
}
