import { describe, expect, it } from "vitest";
import type { Problem } from "#shared/assay-error.ts";
import { kinds } from "#shared/cells/kinds.ts";
import type { CellStatus } from "#shared/journal/entries.ts";
import { findCell } from "#shared/notebook/document.ts";
import { readNotebookText } from "#shared/notebook/read.ts";
import { linesBeforeBody, problemsOfCell } from "./cell-problems.ts";

const text = "# Title\n\n```judge verdicts\nfrom: answers\noders: both\njudges: [sim/judge-fair]\n```\n";
const document = readNotebookText(text);
const { index, cell } = findCell(document, "verdicts");
const reading = (body: string) => kinds.get("judge")?.read(body) ?? null;

const found = (problem: Partial<Problem>): CellStatus => ({
  name: "verdicts",
  kind: "judge",
  costClass: "paid",
  state: "error",
  sentence: "",
  reasons: [],
  problems: [{ code: "name-unknown", severity: "error", sentence: "answers is unknown.", place: { line: 4 }, ...problem }],
  upstream: [],
  downstream: [],
  plan: null,
  progress: null,
  result: null,
});

describe("problemsOfCell", () => {
  it("shows what the text alone tells, before the engine has seen it", () => {
    const [problem] = problemsOfCell(0, reading(cell.body), undefined);
    expect(problem).toMatchObject({ sourceLine: 2 });
    expect(problem?.sentence).toContain("oders");
  });

  it("puts the engine's line of the file on the line of the source", () => {
    expect(linesBeforeBody(document, index)).toBe(3);
    const [problem] = problemsOfCell(3, reading("from: answers\njudges: [sim/judge-fair]\n"), found({}));
    expect(problem?.sourceLine).toBe(1);
  });

  it("leaves out what the engine said about the text as it was", () => {
    const problems = problemsOfCell(3, reading(cell.body), found({ code: "cell-invalid", sentence: "old" }));
    expect(problems.map((problem) => problem.sentence)).not.toContain("old");
  });
});
