import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { exitCodes } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import { type TestTerminal, testTerminal } from "./test-terminal.ts";

let folder = "";
let path = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-labels-cli-"));
  path = join(folder, "people.assay.md");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function assay(parameters: readonly string[], terminal: TestTerminal = testTerminal()): Promise<number> {
  let code: number = exitCodes.done;
  const program = createProgram("1.2.3", terminal, (finished) => {
    code = finished;
  });
  await program.parseAsync(["node", "assay", ...parameters]);
  return code;
}

it("takes a queue out to a spreadsheet and back, tells bad rows by line, and says how far it is", async () => {
  const rows = ["=1+1", "two", "three"].map((response, at) => `  - { question: q${at}, response: "${response}", model: m }`).join("\n");
  await writeFile(
    path,
    `---\nassay: 1\n---\n\n\`\`\`dataset answers\nrows:\n${rows}\n\`\`\`\n\n\`\`\`human checked\nfrom: answers\nask: accept\n\`\`\`\n`,
  );
  expect(await assay(["run", path, "--yes"])).toBe(exitCodes.done);
  const sheet = join(folder, "sheet.csv");
  const person = ["--cell", "checked", "--annotator", "ada"];
  expect(await assay(["labels", "export", path, ...person, "--to", sheet])).toBe(exitCodes.done);
  const text = await readFile(sheet, "utf8");
  expect(text.startsWith("\uFEFFitem,check,question,shown_first,verdict,note\r\n")).toBe(true);
  expect(text).toContain(",'=1+1,");
  const [head = "", ...lines] = text.trimEnd().split("\r\n");
  // As a spreadsheet elsewhere writes it: other delimiters, other line ends.
  const filled = [head, ...lines.map((line, at) => line.replace(/,,$/, `,${["Accept", "no", "perhaps"][at]},`))]
    .join("\n")
    .replaceAll(",", ";");
  await writeFile(sheet, filled);
  const importing = testTerminal();
  expect(await assay(["labels", "import", path, sheet, ...person], importing)).toBe(exitCodes.rowErrors);
  expect(importing.printed).toEqual(["2 added, 0 known already, 0 without a verdict, 1 not taken"]);
  expect(importing.complained).toEqual([`${sheet}:4  \`perhaps\` is no verdict: write accept, reject or skip.`]);

  const status = testTerminal();
  expect(await assay(["labels", "status", path], status)).toBe(exitCodes.done);
  expect(status.printed).toEqual(["checked  2/3 labelled, 2 of 3 items complete", "  ada  2/3"]);
  const json = testTerminal();
  await assay(["labels", "status", path, "--cell", "checked", "--json"], json);
  expect(JSON.parse(json.printed[0] ?? "")).toMatchObject({
    cell: "checked",
    done: 2,
    wanted: 3,
    annotators: [{ annotator: "ada", done: 2 }],
  });
});
