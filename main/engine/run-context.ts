import { AssayError } from "#shared/assay-error.ts";
import type { Row } from "#shared/data/table.ts";
import { ancestors as ancestorsOf } from "#shared/graph/graph.ts";
import type { AncestorResult, CellInputs, InputTable, RunContext } from "./cells/cell-runner.ts";
import type { EvaluatedCell, Evaluation } from "./evaluation.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import type { NotebookFolder } from "./parts/folder.ts";
import type { ResidentTable, ResidentTables } from "./resident-tables.ts";

type ContextParts = {
  readonly parts: EngineParts;
  readonly folder: NotebookFolder;
  readonly title: string;
  readonly evaluation: Evaluation;
  readonly resident: ResidentTables;
  readonly signal: AbortSignal;
};

/** Everything a cell's runner is given. Inputs are the results shown, so a try may read tables that are themselves only tried. */
export function runContext(cell: EvaluatedCell, given: ContextParts): RunContext<unknown> {
  const { evaluation, folder, parts } = given;
  const ownerOf = (table: string): EvaluatedCell | undefined =>
    evaluation.cells.get(evaluation.graph.owners.get(table.toLowerCase()) ?? "");
  const inputs: CellInputs = {
    table: async (name) => readInput(name, ownerOf(name), given),
    prompt: (name) => {
      const owner = ownerOf(name);
      return owner?.cell.kind === "prompt" ? owner.cell.source : null;
    },
  };
  return {
    name: cell.cell.name,
    body: cell.cell.reading?.ok ? cell.cell.reading.body : {},
    folder: folder.path,
    title: given.title,
    labels: folder.labels,
    inputs,
    parts,
    signal: given.signal,
    database: () => given.resident.withTables(cell.references.flatMap((reference) => residentOf(reference.name, ownerOf(reference.name)))),
    tell: () => undefined,
    ancestors: async () => ancestorResults(evaluation, cell.cell.name),
  };
}

/** A table's name as its cell spells it, with the result and content it stands for; empty while there is none. */
export function residentOf(table: string, owner: EvaluatedCell | undefined): readonly ResidentTable[] {
  const shown = owner?.shown ?? null;
  if (shown === null) return [];
  return Object.entries(shown.stored.contentHashes)
    .filter(([name]) => name.toLowerCase() === table.toLowerCase())
    .map(([name, contentHash]) => ({ table: name, recipe: shown.recipe, keptName: shown.keptNames.get(name) ?? name, contentHash }));
}

async function readInput(name: string, owner: EvaluatedCell | undefined, given: ContextParts): Promise<InputTable> {
  const [found] = residentOf(name, owner);
  if (found === undefined || owner?.shown === undefined || owner.shown === null) {
    throw new AssayError("not-found", `\`${name}\` has no rows yet.`, {
      hint: `Run ${owner?.cell.name ?? name} first.`,
      place: { key: "from" },
    });
  }
  const ipc = await given.folder.tables.readTable(found.recipe, found.keptName);
  const { arrow } = given.parts;
  let rows: readonly Row[] | null = null;
  return {
    table: found.table,
    cell: owner.cell.name,
    ipc,
    schema: arrow.schema(ipc).schema,
    get rows() {
      rows ??= arrow.decode(ipc).rows;
      return rows;
    },
    result: owner.shown.stored,
  };
}

function ancestorResults(evaluation: Evaluation, name: string): readonly AncestorResult[] {
  const above = ancestorsOf(evaluation.graph, name);
  return [...evaluation.cells.values()]
    .filter((each) => above.has(each.cell.name))
    .map(({ cell, references, shown }) => ({
      name: cell.name,
      kind: cell.kind,
      source: cell.source,
      body: cell.reading?.ok ? cell.reading.body : {},
      references,
      stored: shown?.stored ?? null,
    }));
}
