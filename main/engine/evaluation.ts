import { AssayError, type Problem, problemOf } from "#shared/assay-error.ts";
import type { Reference } from "#shared/cells/cell-kind.ts";
import { lineOfKey } from "#shared/cells/read-yaml.ts";
import { buildGraph, type Graph } from "#shared/graph/graph.ts";
import { recipeChanges, recipeHash, recipeOf, recipeText } from "#shared/graph/recipe.ts";
import { canonicalJson } from "#shared/journal/canonical-json.ts";
import type { CellState } from "#shared/journal/entries.ts";
import { sha256Hex } from "#shared/journal/sha256.ts";
import { runners } from "./cells/runners.ts";
import { failedRows } from "./ledger.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import type { LabelStore, NotebookState } from "./parts/folder.ts";
import type { StoredResult } from "./parts/table-store.ts";
import { type ShownResult, shownAs } from "./shown-result.ts";
import { approvalOf, pacingOf, referencesOf, type SourceCell, tablesOf } from "./source.ts";

/** A cell set against the notebook around it and the results kept on disk. Runs in progress are laid over this by the session. */
export type EvaluatedCell = {
  readonly cell: SourceCell;
  readonly state: CellState;
  readonly sentence: string;
  readonly reasons: readonly string[];
  readonly problems: readonly Problem[];
  readonly references: readonly Reference[];
  /** What a run now would make; null while an input has no result. */
  readonly recipe: { readonly hash: string; readonly text: string } | null;
  /** The result shown: the fresh one, else one from part of the rows, else the last. */
  readonly shown: ShownResult | null;
  /** Cells below may read the shown result as final. */
  readonly isUsable: boolean;
};

export type Evaluation = { readonly cells: ReadonlyMap<string, EvaluatedCell>; readonly graph: Graph };

type EvaluationParts = {
  readonly parts: EngineParts;
  readonly folder: string;
  readonly labels: LabelStore;
  readonly state: NotebookState;
  readonly readResult: (recipe: string) => Promise<StoredResult | null>;
  /** Tables a sql cell reads, by DuckDB's parser; throws sql. */
  readonly tablesRead: (query: string) => Promise<readonly string[]>;
};

/** Sets every cell against what it reads, upstream first. Runs nothing and throws nothing a cell is to blame for. */
export async function evaluate(cells: readonly SourceCell[], with_: EvaluationParts): Promise<Evaluation> {
  const references = new Map<string, readonly Reference[]>();
  const sqlProblems = new Map<string, Problem>();
  const known = new Set(cells.flatMap((cell) => [cell.name.toLowerCase(), ...tablesOf(cell).map((table) => table.toLowerCase())]));
  for (const cell of cells) {
    try {
      references.set(cell.name, [...(referencesOf(cell) ?? []), ...(await sqlReferences(cell, with_))]);
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      sqlProblems.set(cell.name, placed(error, cell));
      references.set(cell.name, namesMentioned(cell, known));
    }
  }
  const graph = buildGraph(
    cells.map((cell) => ({ name: cell.name, kind: cell.kind, tables: tablesOf(cell), references: references.get(cell.name) ?? [] })),
  );
  const byName = new Map(cells.map((cell) => [cell.name, cell]));
  const evaluated = new Map<string, EvaluatedCell>();
  for (const name of graph.order) {
    const cell = byName.get(name);
    if (cell === undefined) continue;
    const sqlProblem = sqlProblems.get(name);
    const problems = [...cell.problems, ...(graph.nodes.get(name)?.problems ?? []), ...(sqlProblem ? [sqlProblem] : [])];
    evaluated.set(name, await evaluateCell(cell, problems, references.get(name) ?? [], graph, evaluated, with_));
  }
  return { cells: inPageOrder(cells, evaluated), graph };
}

function inPageOrder(cells: readonly SourceCell[], evaluated: ReadonlyMap<string, EvaluatedCell>): ReadonlyMap<string, EvaluatedCell> {
  const ordered = new Map<string, EvaluatedCell>();
  for (const cell of cells) {
    const found = evaluated.get(cell.name);
    if (found !== undefined) ordered.set(cell.name, found);
  }
  return ordered;
}

async function sqlReferences(cell: SourceCell, with_: EvaluationParts): Promise<readonly Reference[]> {
  if (cell.row?.language !== "sql" || !cell.reading?.ok) return [];
  const tables = await with_.tablesRead(cell.source);
  return tables.map((name) => ({ name, key: name.toLowerCase() }));
}

/** For a query that can't be parsed: the known names in its text, so that it still waits for them. */
function namesMentioned(cell: SourceCell, known: ReadonlySet<string>): readonly Reference[] {
  const words = new Set(cell.source.toLowerCase().match(/[a-z_][a-z0-9_]*/g) ?? []);
  return [...words].filter((word) => known.has(word) && word !== cell.name.toLowerCase()).map((name) => ({ name, key: name }));
}

/** Where the cell's text is wrong: the line the error names, else that of its key. Lines of a data file are its own. */
function placed(error: AssayError, cell: SourceCell): Problem {
  const problem = problemOf(error);
  const { file, key, line = key !== undefined && cell.row?.language === "yaml" ? lineOfKey(cell.source, key) : 1 } = problem.place;
  if (file !== undefined) return { ...problem, place: { ...problem.place, cell: cell.name } };
  return { ...problem, place: { ...problem.place, cell: cell.name, line: cell.bodyLine + line - 1 } };
}

/** An error of a cell at work: at its line where it names a key or a line. */
export function problemIn(cell: SourceCell, error: AssayError): Problem {
  const { key, line } = error.place;
  return key === undefined && line === undefined
    ? { ...problemOf(error), place: { ...error.place, cell: cell.name } }
    : placed(error, cell);
}

async function evaluateCell(
  cell: SourceCell,
  problems: readonly Problem[],
  references: readonly Reference[],
  graph: Graph,
  done: ReadonlyMap<string, EvaluatedCell>,
  with_: EvaluationParts,
): Promise<EvaluatedCell> {
  const record = with_.state.cells[cell.name];
  const last = record === undefined ? null : await shownResult(with_, cell, record.recipe);
  const base = { cell, reasons: [], problems, references, recipe: null, shown: last, isUsable: false } as const;
  if (cell.clashes) return { ...base, state: "clash", sentence: "its name is used more than once" };
  if (cell.row === null) return { ...base, state: "off", sentence: "needs a newer version of Assay" };
  const firstError = problems.find((problem) => problem.severity === "error");
  if (firstError !== undefined || !cell.reading?.ok) return { ...base, state: "error", sentence: firstError?.sentence ?? "cannot be read" };
  if (runners.get(cell.kind)?.type === "none") return { ...base, state: "fresh", sentence: "ready", isUsable: true };
  if (pacingOf(cell).isFrozen && last !== null)
    return { ...base, state: "frozen", sentence: "kept although inputs may have changed", isUsable: true };
  if (last !== null && approvalOf(cell, last.stored.result.approvable)?.isApproved)
    return { ...base, state: "frozen", sentence: "approved, and kept although inputs may have changed", isUsable: true };

  const upstream = (graph.nodes.get(cell.name)?.upstream ?? []).flatMap((name) => done.get(name) ?? []);
  const blocking = upstream.find((each) => ["error", "clash", "off", "blocked"].includes(each.state));
  if (blocking !== undefined) return { ...base, state: "blocked", sentence: `needs ${blocking.cell.name} (${blocking.state})` };
  const halfDone = upstream.find((each) => each.state === "partial" && !each.isUsable);
  if (halfDone !== undefined)
    return { ...base, state: "blocked", sentence: `needs ${halfDone.cell.name}, where more rows failed than \`max_error_rate\` allows` };
  const [unapproved] = references.flatMap((reference) => approvalProblem(cell.name, reference, graph, done) ?? []);
  if (unapproved !== undefined) return { ...base, problems: [...problems, unapproved], state: "blocked", sentence: unapproved.sentence };
  const waitsFor = upstream.filter((each) => !each.isUsable).map((each) => each.cell.name);
  if (waitsFor.length > 0) {
    const reasons = waitsFor.map((name) => (done.get(name)?.state === "stale" ? `${name} is stale` : `${name} has not run`));
    return { ...base, state: last === null ? "new" : "stale", sentence: reasons.join("; "), reasons };
  }
  return withRecipe(base, references, graph, done, with_);
}

/** What a person has to do before the cell may lean on a result that needs approval. */
function approvalProblem(
  cell: string,
  { name, key, needsApproval }: Reference,
  graph: Graph,
  done: ReadonlyMap<string, EvaluatedCell>,
): Problem | null {
  const owner = done.get(graph.owners.get(name.toLowerCase()) ?? "");
  const offered = owner?.shown?.stored.result.approvable;
  if (!needsApproval || owner === undefined || !offered?.differences || approvalOf(owner.cell, offered)?.isApproved !== false) return null;
  return {
    code: "forbidden",
    severity: "error",
    sentence: `needs ${owner.cell.name}, which nobody has read and approved`,
    hint: `Approve it in ${owner.cell.name}, or write \`approved: ${offered.hash}\` there.`,
    place: { cell, key },
  };
}

async function withRecipe(
  base: Omit<EvaluatedCell, "state" | "sentence">,
  references: readonly Reference[],
  graph: Graph,
  done: ReadonlyMap<string, EvaluatedCell>,
  with_: EvaluationParts,
): Promise<EvaluatedCell> {
  const { cell } = base;
  let recipe: { readonly hash: string; readonly text: string };
  try {
    const text = await currentRecipe(cell, references, graph, done, with_);
    recipe = { hash: recipeHash(text), text };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const problem = placed(error, cell);
    return { ...base, state: "error", sentence: problem.sentence, problems: [...base.problems, problem] };
  }
  const fresh = await shownResult(with_, cell, recipe.hash);
  if (fresh !== null) return { ...base, recipe, shown: fresh, ...freshState(cell, fresh.stored) };

  const record = with_.state.cells[cell.name];
  const provisional = record?.provisional?.endsWith(recipe.hash) ? await shownResult(with_, cell, record.provisional) : null;
  const shown = provisional ?? base.shown;
  if (record?.paused?.recipe === recipe.hash) {
    const { done: kept, total, sentence, by } = record.paused;
    return { ...base, recipe, shown, state: "paused", sentence: by === "quit" ? sentence : `${kept}/${total} kept; ${sentence}` };
  }
  if (base.shown === null) {
    const tried = provisional?.stored.result.triedRows ?? null;
    return { ...base, recipe, shown, state: "new", sentence: tried === null ? "not run" : `tried on ${tried} rows` };
  }
  const reasons = recipeChanges(base.shown.stored.recipeText, recipe.text, inputNames(references));
  return { ...base, recipe, shown, state: "stale", sentence: reasons.join("; "), reasons };
}

function freshState(cell: SourceCell, stored: StoredResult): Pick<EvaluatedCell, "state" | "sentence" | "isUsable"> {
  const { ledger } = stored;
  const failed = ledger === null ? 0 : failedRows(ledger);
  const approval = approvalOf(cell, stored.result.approvable);
  const withApproval = (sentence: string): string => (approval === null ? sentence : `${sentence} · ${approval.sentence}`);
  if (ledger === null || failed === 0) return { state: "fresh", sentence: withApproval(stored.result.summary), isUsable: true };
  return {
    state: "partial",
    sentence: withApproval(`${ledger.kept}/${ledger.requested}, ${failed} failed`),
    isUsable: failed / Math.max(1, ledger.requested) <= pacingOf(cell).maxErrorRate,
  };
}

async function currentRecipe(
  cell: SourceCell,
  references: readonly Reference[],
  graph: Graph,
  done: ReadonlyMap<string, EvaluatedCell>,
  with_: EvaluationParts,
): Promise<string> {
  const inputs: Record<string, string> = {};
  for (const reference of references) {
    const owner = done.get(graph.owners.get(reference.name.toLowerCase()) ?? "");
    if (owner !== undefined) inputs[reference.key] = contentOf(owner, reference.name);
  }
  const body = cell.reading?.ok ? cell.reading.body : {};
  const extra = await extraOf(cell, body, with_);
  return recipeText(
    recipeOf({
      kind: cell.kind,
      version: cell.row?.recipeVersion ?? 0,
      body: cell.row?.language === "sql" ? { query: normalQuery(cell.source) } : body,
      pacingKeys: cell.row?.pacingKeys ?? [],
      shownKeys: cell.row?.shownKeys ?? [],
      inputs,
      extra,
    }),
  );
}

/** Option comments don't change a query's result. */
function normalQuery(source: string): string {
  return source.replace(/^--\|.*$/gm, "").trim();
}

function contentOf(owner: EvaluatedCell, table: string): string {
  if (runners.get(owner.cell.kind)?.type === "none") return sha256Hex(owner.cell.source);
  const hashes = owner.shown?.stored.contentHashes ?? {};
  const found = Object.entries(hashes).find(([name]) => name.toLowerCase() === table.toLowerCase());
  return found?.[1] ?? sha256Hex(canonicalJson(hashes));
}

/** What a result depends on beside body and inputs: a dataset's files, and which family each model is counted to. */
async function extraOf(cell: SourceCell, body: unknown, with_: EvaluationParts): Promise<{ readonly [key: string]: string }> {
  const runner = runners.get(cell.kind);
  if (runner?.type === "direct")
    return (await runner.fingerprint?.(body, with_.folder, with_.parts, { cell: cell.name, labels: with_.labels })) ?? {};
  if (runner?.type !== "calls") return {};
  const families: Record<string, string> = {};
  for (const model of runner.models(body)) {
    // An unknown model is a problem of the run, not of the recipe: what is already bought can still be shown.
    families[model] = await with_.parts.models.describe(model).then(
      (description) => description.family,
      () => "",
    );
  }
  return { "model families": canonicalJson(families) };
}

async function shownResult(with_: EvaluationParts, cell: SourceCell, recipe: string): Promise<ShownResult | null> {
  const stored = await with_.readResult(recipe);
  return stored === null ? null : shownAs(cell, recipe, stored);
}

function inputNames(references: readonly Reference[]): { readonly [key: string]: string } {
  return Object.fromEntries(references.map((reference) => [reference.key, reference.name]));
}
