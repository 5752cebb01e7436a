import { AssayError } from "#shared/assay-error.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import type { CellOutput, HostDescription, NotebookListing } from "#shared/contract/contract.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import { recipeChanges } from "#shared/graph/recipe.ts";
import { setYamlValue } from "#shared/notebook/yaml-change.ts";
import { createBatchHandlers } from "./batch/handlers.ts";
import { createExportHandlers } from "./export-handlers.ts";
import { createImportHandlers } from "./import-handlers.ts";
import { keepRows } from "./keep-rows.ts";
import { createLabelHandlers } from "./labelling/label-handlers.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import { renderForRow } from "./rendered-prompt.ts";
import { reportInput } from "./report-input.ts";
import { readRow } from "./row-detail.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import { profileColumn, readPage, readView, shownTables } from "./tables.ts";

export type HandlerParts = {
  readonly parts: EngineParts;
  readonly sessions: Sessions;
  readonly describeHost: () => HostDescription;
  readonly listNotebooks: () => Promise<readonly NotebookListing[]>;
};

/** What a window may ask of the engine, as plain functions: the contract's other half. */
export function createHandlers({ parts, sessions, describeHost, listNotebooks }: HandlerParts): Handlers {
  const session = (input: { readonly notebook: string }): Session => sessions.get(input.notebook);
  return {
    host: { describe: async () => describeHost() },
    workspace: {
      list: async () => listNotebooks(),
      create: (input) => sessions.create(input.path, input.title),
      copyExample: (input) => sessions.copyExample(input.path),
    },
    notebook: {
      open: async ({ path }) => {
        const { id, session: opened } = await sessions.open(path);
        return { notebook: id, path: opened.path, state: opened.log.state() };
      },
      watch: (input, { signal }) => session(input).log.watch(input.after, signal),
      edit: async (input) => {
        const { buffer } = session(input);
        if (buffer.edit(input.edit, input.revision, input.client)) return { applied: true, revision: buffer.revision() };
        return { applied: false, revision: buffer.revision(), text: buffer.text() };
      },
      save: async (input) => ({ at: await session(input).buffer.save() }),
      saveAs: (input) => sessions.saveAs(input.notebook, input.name),
      settleConflict: async (input) => ({ left: session(input).buffer.settle(input.id, input.take) }),
      setTrusted: async (input) => {
        await session(input).updateState((state) => ({ ...state, trusted: input.trusted }));
        return { trusted: input.trusted };
      },
      report: async (input, { signal }) => {
        const given = await reportInput(session(input), signal);
        return { fileName: given.fileName, html: await parts.report(given) };
      },
      close: async (input) => {
        await sessions.close(input.notebook);
        return {};
      },
    },
    plan: { make: (input, { signal }) => session(input).runs.plan(input.target, input.mode, signal) },
    run: {
      start: async (input) => ({ run: await session(input).runs.start(input.token, input.budgetUsd) }),
      stop: async (input) => ({ stopped: session(input).runs.stop() }),
    },
    cell: {
      output: (input) => cellOutput(session(input), input.cell),
      renderPrompt: (input, { signal }) => renderForRow(session(input), input.cell, input.row, signal),
      setFrozen: async (input) => {
        const { buffer } = session(input);
        const set = (key: string, value: unknown) =>
          buffer.edit(setYamlValue(buffer.document(), input.cell, [key], value), buffer.revision(), null);
        set("freeze", input.frozen ? true : undefined);
        // An approval holds a result as well; taking it back is how a person has the result made anew.
        if (!input.frozen) set("approved", undefined);
        return { frozen: input.frozen };
      },
    },
    table: {
      page: (input, { signal }) => readPage(session(input), input, signal),
      profile: (input, { signal }) => profileColumn(session(input), input.table, input.column, signal),
      row: (input, { signal }) => readRow(session(input), input, input.index, signal),
      measure: (input, { signal }) => session(input).measureTable(input, signal),
      catalogue: async (input) =>
        (await shownTables(session(input))).map(({ table, owner, rows, columns }) => ({
          table,
          cell: owner.cell.name,
          kind: owner.cell.kind,
          rows,
          columns,
        })),
      download: async (input, { signal }) => {
        const view = await readView(session(input), input, signal);
        return { fileName: `${input.table}.${input.format}`, bytes: await parts.encodeTable(view, input.format) };
      },
      keepRows: (input, { signal }) => keepRows(session(input), input, input.name, signal),
    },
    labels: createLabelHandlers(session),
    exports: createExportHandlers(parts, session),
    imports: createImportHandlers(parts, session),
    batches: createBatchHandlers(session, parts.createIdentifier),
    models: {
      list: () => parts.models.list(),
      providers: () => parts.models.providers(),
      save: async (input) => {
        await parts.models.saveProvider(input.provider, input.key);
        await sessions.refreshAll();
        return { saved: true };
      },
      remove: async (input) => {
        await parts.models.removeProvider(input.id);
        await sessions.refreshAll();
        return { removed: true };
      },
      test: (input, { signal }) => parts.models.testProvider(input.id, signal),
    },
  };
}

async function cellOutput(session: Session, name: string): Promise<CellOutput> {
  const evaluation = await session.refresh();
  const cell = evaluation.cells.get(name);
  if (cell === undefined)
    throw new AssayError("cell-unknown", `There is no cell \`${name}\`.`, { hint: "It may have been renamed or removed." });
  const { shown, recipe, references } = cell;
  if (shown === null) return { drawing: null, rowErrors: [], files: [], recipeChanges: [] };
  const names = Object.fromEntries(references.map((reference) => [reference.key, reference.name]));
  return {
    drawing: followRename(shown.stored.drawing, names.from),
    rowErrors: shown.stored.rowErrors,
    files: shown.stored.files,
    recipeChanges: recipe === null ? cell.reasons : recipeChanges(shown.stored.recipeText, recipe.text, names),
  };
}

/** A drawing leads to the table it was made from by the name that table has now. */
function followRename(drawing: ChartDrawing | null, from: string | undefined): ChartDrawing | null {
  return drawing?.drillTable === undefined || from === undefined ? drawing : { ...drawing, drillTable: from };
}
