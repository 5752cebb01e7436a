import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCellName, freeCellName } from "./cell-name.ts";
import { cellsOf, textOf } from "./document.ts";
import { formatNotebook } from "./format.ts";
import { readFrontMatter } from "./front-matter.ts";
import { readNotebookText } from "./read.ts";
import { notebookTexts } from "./test-notebooks.ts";

const format = (text: string) => textOf(formatNotebook(readNotebookText(text)));

describe("formatNotebook", () => {
  it("changes nothing the second time and no body ever", () => {
    fc.assert(
      fc.property(notebookTexts, (text) => {
        const once = format(text);
        expect(format(once)).toBe(once);
        const bodies = (source: string) =>
          cellsOf(readNotebookText(source)).map((cell) => [cell.kind, cell.name, cell.body.replace(/[\r\n]+$/, "")]);
        expect(bodies(once)).toEqual(bodies(text));
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    ["ends the last line", "text", "text\n"],
    ["shortens and levels fences", "`````sql a\n``` x\n``````\n", "````sql a\n``` x\n````\n"],
    ["takes white space off info lines", "```  sql \t a  \nx\n```   \n", "```sql a\nx\n```\n"],
    ["closes an open fence", "~~~sql a\nx", "~~~sql a\nx\n~~~\n"],
    ["puts a blank line around cells", "text\n```sql a\n```\n```sql b\n```\ntext\n", "text\n\n```sql a\n```\n\n```sql b\n```\n\ntext\n"],
    ["keeps bare fences, line ends and trailing spaces in texts", "a  \r\n```\r\n``` \r\n", "a  \r\n```\r\n``` \r\n"],
    ["leaves an empty file empty", "", ""],
  ])("%s", (_, text, expected) => {
    expect(format(text)).toBe(expected);
  });
});

describe("checkCellName", () => {
  it.each([
    ["verdicts", [], null],
    ["_v2", ["other"], null],
    ["Verdicts", [], "cell-invalid"],
    ["2nd", [], "cell-invalid"],
    ["a-b", [], "cell-invalid"],
    ["", [], "cell-invalid"],
    ["a".repeat(64), [], "cell-invalid"],
    ["order", [], "cell-invalid"],
    ["verdicts", ["VERDICTS"], "name-taken"],
  ])("%j beside %j: %s", (name, taken, expected) => {
    expect(checkCellName(name, taken)?.code ?? null).toBe(expected);
  });

  it("offers a free name near the wanted one", () => {
    expect(freeCellName("sql", ["a"])).toBe("sql");
    expect(freeCellName("a", ["a", "a_2"])).toBe("a_3");
    expect(freeCellName("table", [])).toBe("table_cell");
    expect(freeCellName("a".repeat(63), ["a".repeat(63)])).toBe(`${"a".repeat(61)}_2`);
  });
});

describe("readFrontMatter", () => {
  const read = (yaml: string) => readFrontMatter(readNotebookText(`---\n${yaml}---\n`));

  it("reads version, title, budget and models, and keeps unknown keys", () => {
    expect(read("assay: 1\ntitle: First look\nbudget: 2.5\nmodels: { judge: sim/a, teacher: [sim/b] }\nown: [1]\n")).toEqual({
      version: 1,
      title: "First look",
      budgetUsd: 2.5,
      models: { judge: ["sim/a"], teacher: ["sim/b"] },
      values: { assay: 1, title: "First look", budget: 2.5, models: { judge: "sim/a", teacher: ["sim/b"] }, own: [1] },
      readOnly: null,
      problems: [],
    });
    expect(read("assay: 1\nmodels: [sim/a]\n").models).toEqual({ all: ["sim/a"] });
  });

  it.each([
    ["title: x\n", 1, "no `assay: 1`"],
    ["title: x\nassay: one\n", 3, "no `assay: 1`"],
    ["assay: 1\nbudget: lots\n", 3, "`budget` is not an amount"],
    ["assay: 1\nbudget: -1\n", 3, "`budget` is not an amount"],
    ["assay: 1\n\nmodels: 3\n", 4, "`models` is neither"],
    ["assay: 1\ntitle: [x]\n", 3, "`title` is not a text"],
    ["assay: 1\ntitle: 'x\n", 4, "cannot be read"],
    ["- a\n", 2, "not a list of keys"],
    ["assay: 1\nassay: 2\n", 3, "cannot be read"],
  ])("says where %j is wrong", (yaml, line, sentence) => {
    const { problems } = read(yaml);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.sentence).toContain(sentence);
    expect(problems[0]?.place.line).toBe(line);
  });

  it("says that a file without front matter is no notebook yet", () => {
    expect(readFrontMatter(readNotebookText("# Title\n"))).toMatchObject({ version: null, problems: [{ place: { line: 1 } }] });
  });

  it("opens a newer version read-only, with the reason", () => {
    expect(read("assay: 2\ntitle: x\n")).toMatchObject({
      title: "x",
      readOnly: { sentence: expect.stringContaining("version 2"), place: { line: 2 } },
    });
  });

  it("refuses an alias bomb", () => {
    const levels = Array.from(
      { length: 12 },
      (_, index) => `k${index}: &k${index} [${Array.from({ length: 9 }, () => (index === 0 ? "x" : `*k${index - 1}`)).join(", ")}]\n`,
    );
    expect(read(levels.join("")).problems).toHaveLength(1);
  });
});
