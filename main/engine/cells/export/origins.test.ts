import { describe, expect, it } from "vitest";
import { type ExportBody, exportKind } from "#shared/cells/export.ts";
import { constitutionHash } from "#shared/constitution/principle.ts";
import { canonicalJson } from "#shared/journal/canonical-json.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import type { AncestorResult } from "../cell-runner.ts";
import { ledgerSteps } from "./ledger.ts";
import { decidingCells } from "./lineage.ts";
import { originsOf } from "./origins.ts";
import { versionsOf } from "./versions.ts";

type Made = {
  readonly kind: string;
  readonly body?: object;
  /** The body as the text has it now, where it was edited since. */
  readonly edited?: object;
  /** Content hashes of what it read. */
  readonly inputs?: { readonly [key: string]: string };
  readonly reads?: { readonly [key: string]: string };
  readonly tables?: { readonly [table: string]: number };
  readonly ledger?: RowLedger;
};

/** A cell above an export, with a result made by its body. */
function cell(
  name: string,
  { kind, body = {}, edited = body, reads = {}, inputs = {}, tables = { [name]: 10 }, ledger }: Made,
): AncestorResult {
  return {
    name,
    kind,
    source: "",
    body: edited,
    references: Object.entries(reads).map(([key, table]) => ({ key, name: table })),
    stored: {
      result: {
        recipe: "",
        at: 0,
        durationMs: 0,
        costUsd: null,
        estimateUsd: null,
        tables: Object.entries(tables).map(([table, rows]) => ({ name: table, rows, columns: [] })),
        ledger: ledger ?? null,
        summary: "",
        simulated: false,
        triedRows: null,
      },
      contentHashes: Object.fromEntries(Object.keys(tables).map((table) => [table, `${table}-0123456789abcdef`])),
      drawing: null,
      ledger: ledger ?? null,
      rowErrors: [],
      files: [],
      recipeText: canonicalJson({ kind, version: 1, body, inputs, extra: {} }),
    },
  };
}

function exporting(yaml: string): ExportBody {
  const reading = exportKind.read(`format: preference\npath: out\n${yaml}`, {});
  if (!reading.ok) throw new Error(reading.problems.map(({ sentence }) => sentence).join("\n"));
  return reading.body;
}

const tasks = cell("tasks", { kind: "dataset", tables: { tasks: 6 } });
const teacher = (name: string, from: string, body: object): AncestorResult => cell(name, { kind: "teacher", body, reads: { from } });
const answers = teacher("answers", "tasks", { models: ["lab/a", "lab/b"], max_tokens: 200, seed: 3 });
const principles = [{ id: "brief", text: "Prefer the shorter response." }];
const house = cell("house", { kind: "constitution", body: { principles }, edited: { principles: [] } });
const revised = cell("revised", {
  kind: "revise",
  body: { rounds: 4, seed: 5, max_tokens: 300 },
  reads: { from: "answers", constitution: "house" },
  tables: { revised: 40, revised_final: 10, revised_pairs: 4 },
});
const quality = cell("quality", { kind: "rubric" });
const scores = cell("scores", { kind: "judge", body: { models: ["lab/judge"] }, reads: { from: "answers", rubric: "quality" } });
const jury = cell("jury", { kind: "judge", reads: { from: "answers" } });
const trust = cell("trust", { kind: "measure", reads: { "from.0": "jury", "from.1": "scores" } });

describe("originsOf", () => {
  it("names the rubrics that decide the rows, and none that only a quoted measure leans on", () => {
    const above = [tasks, answers, quality, scores, jury, trust];
    expect(originsOf(exporting("from: jury\nmeasures: trust"), above).rubricVersion).toBeNull();
    expect(originsOf(exporting("from: scores\nmeasures: trust"), above).rubricVersion).toBe("quality@quality-0123");
    const all = { ...exporting("from: answers\nmeasures: trust"), scores: ["scores"] };
    expect(originsOf(all, above).rubricVersion).toBe("quality@quality-0123");
  });

  it("takes parameters from the cell that wrote the rows, whatever else its models wrote above", () => {
    const asked = teacher("tasks_made", "tasks", { models: ["lab/a"], temperature: 1 });
    const written = teacher("answers", "tasks_made", { models: ["lab/a"], max_tokens: 200, temperature: 0.7 });
    const clean = cell("clean", { kind: "filter", reads: { from: "answers" } });
    expect([...originsOf(exporting("from: clean"), [tasks, asked, written, clean]).parameters]).toEqual([
      ["lab/a", '{"max_tokens":200,"temperature":0.7}'],
    ]);
  });

  it("tells a reviser's parameters from the teacher's, without the seed that is never sent", () => {
    const found = originsOf(exporting("from: REVISED_final"), [tasks, answers, house, revised]);
    expect([...found.parameters]).toEqual([
      ["lab/a", '{"max_tokens":200,"seed":3}'],
      ["lab/b", '{"max_tokens":200,"seed":3}'],
    ]);
    expect(found.revisers).toEqual([{ model: null, parameters: '{"max_tokens":300}' }]);
  });

  it("claims no parameters of a model that two cells asked differently for the same rows", () => {
    const more = teacher("more", "tasks", { models: ["lab/a"], max_tokens: 50 });
    const both = cell("both", { kind: "sql", reads: { answers: "answers", more: "more" } });
    expect([...originsOf(exporting("from: both"), [tasks, answers, more, both]).parameters.keys()]).toEqual(["lab/b"]);
  });

  it("goes by what a result was made by, not by what its cell says since", () => {
    const edited = cell("answers", { kind: "teacher", body: { models: ["lab/a"] }, edited: { models: ["lab/z"], max_tokens: 9 } });
    expect([...originsOf(exporting("from: answers"), [edited]).parameters]).toEqual([["lab/a", "{}"]]);
  });

  it("names one version of a constitution: the one its cell shows and revised rows carry", () => {
    const above = [tasks, answers, house, revised];
    const version = constitutionHash(principles);
    expect(originsOf(exporting("from: revised_pairs"), above).rubricVersion).toBe(`house@${version}`);
    expect(versionsOf(decidingCells(exporting("from: revised_pairs"), above))).toEqual([{ cell: "house", kind: "constitution", version }]);
  });

  it("names the version a judge went by where its rubric was edited since", () => {
    const inputs = { from: "answers-0123456789abcdef", rubric: "an-earlier-content" };
    const earlier = cell("scores", { kind: "judge", reads: { from: "answers", rubric: "quality" }, inputs });
    const above = [tasks, answers, quality, earlier];
    expect(originsOf(exporting("from: scores"), above).rubricVersion).toBe("quality@an-earlier-c");
    const beside = { ...exporting("from: scores"), rubric: "quality" };
    expect(originsOf(beside, above).rubricVersion).toBe("quality@an-earlier-c, quality@quality-0123");
  });
});

describe("ledgerSteps", () => {
  const none = { filtered: {}, failed: {}, unscored: {}, waiting: 0 };

  it("follows the rows from the first cell that asked for some, each cell reading what one above it handed on", () => {
    const made = cell("made", {
      kind: "teacher",
      reads: { from: "tasks", prompt: "ask" },
      tables: { made: 80, made_rejected: 70 },
      ledger: { ...none, requested: 150, kept: 80, filtered: { near: 70 } },
    });
    const exam = cell("exam", { kind: "dataset", tables: { exam: 5 } });
    const people = cell("people", { kind: "dataset", tables: { people: 9 } });
    const clean = cell("clean", {
      kind: "filter",
      body: { steps: [{ type: "decontaminate" }, { type: "mix" }] },
      reads: { from: "made", "steps.0.tables.0": "exam", "steps.1.from": "people" },
      tables: { clean: 77, clean_dropped: 5 },
      ledger: { ...none, requested: 80, kept: 75, filtered: { decontaminate: 5 }, added: { people: 2 } },
    });
    const right = cell("right", { kind: "sql", reads: { clean: "clean" }, tables: { right: 70 } });
    const steps = ledgerSteps("right", [tasks, exam, people, right, clean, made, trust]);
    expect(steps.map((step) => [step.cell, step.read, step.handedOn])).toEqual([
      ["made", [{ table: "tasks", rows: 6 }], [{ table: "made", rows: 80 }]],
      [
        "clean",
        [
          { table: "made", rows: 80 },
          { table: "people", rows: 9 },
        ],
        [{ table: "clean", rows: 77 }],
      ],
      ["right", [{ table: "clean", rows: 77 }], [{ table: "right", rows: 70 }]],
    ]);
    expect(steps.map(({ ledger }) => ledger?.requested ?? null)).toEqual([150, 80, null]);
  });

  it("counts a table that two cells read once", () => {
    const both = cell("both", { kind: "sql", reads: { answers: "answers", scores: "scores" } });
    expect(ledgerSteps("both", [tasks, answers, quality, scores, both]).map((step) => step.cell)).toEqual(["answers", "scores", "both"]);
  });
});
