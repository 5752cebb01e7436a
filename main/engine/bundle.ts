import { basename } from "node:path";
import { AssayError } from "#shared/assay-error.ts";
import { runners } from "./cells/runners.ts";
import { countCalls } from "./count-calls.ts";
import type { EvaluatedCell, Evaluation } from "./evaluation.ts";
import type { NotebookFolder } from "./parts/folder.ts";
import type { BundleInput } from "./parts/notebook-exports.ts";
import { contextFor } from "./run-one.ts";
import type { Session } from "./session.ts";

/** Everything a colleague needs to open the notebook as it stands and to replay it: the answers it used, its tables, labels and data. */
export async function bundleInput(session: Session, signal: AbortSignal): Promise<BundleInput> {
  const evaluation = await session.refresh();
  return {
    folder: session.folder.path,
    fileName: basename(session.path),
    text: session.buffer.text(),
    dataPaths: [...evaluation.cells.values()].flatMap(dataPathOf),
    fill: async (target) => {
      await target.journal.open();
      for (const cell of evaluation.cells.values()) {
        signal.throwIfAborted();
        await copyResult(session, cell, target);
        await copyAnswers(session, cell, evaluation, target, signal);
      }
      await copyLabels(session, evaluation, target);
      const { trusted: _, ...state } = session.state();
      await target.state.write(basename(session.path), state);
      await target.journal.sync();
    },
  };
}

function dataPathOf({ cell }: EvaluatedCell): readonly string[] {
  const body = cell.kind === "dataset" && cell.reading?.ok ? cell.reading.body : null;
  return typeof body === "object" && body !== null && "path" in body && typeof body.path === "string" ? [body.path] : [];
}

async function copyResult(session: Session, { shown }: EvaluatedCell, target: NotebookFolder): Promise<void> {
  const stored = shown === null ? null : await session.folder.tables.readResult(shown.recipe);
  if (shown === null || stored === null) return;
  const tables = await Promise.all(
    Object.keys(stored.contentHashes).map(async (name) => ({ name, ipc: await session.folder.tables.readTable(shown.recipe, name) })),
  );
  await target.tables.write(shown.recipe, stored, tables);
}

/** The answers a cell's calls have in the journal, and no others: they were paid for, and may be nobody else's business. */
async function copyAnswers(
  session: Session,
  cell: EvaluatedCell,
  evaluation: Evaluation,
  target: NotebookFolder,
  signal: AbortSignal,
): Promise<void> {
  const runner = runners.get(cell.cell.kind);
  if (runner?.type !== "calls" || !cell.cell.reading?.ok) return;
  const { journal } = session.folder;
  for (const key of await answeredKeys()) {
    const record = await journal.read(key);
    if (record !== null && target.journal.lookUp(key) !== "answered") await target.journal.append(record);
  }

  async function answeredKeys(): Promise<readonly string[]> {
    try {
      const program = await runnerProgram();
      return program === null ? [] : (await countCalls(program, { journal, signal, again: new Set() })).cachedKeys;
    } catch (error) {
      // A cell whose inputs are not there yet has asked nothing that it could ask again.
      if (error instanceof AssayError) return [];
      throw error;
    }
  }

  async function runnerProgram() {
    return runner?.type === "calls" ? runner.program(contextFor(session, cell, evaluation, signal), null) : null;
  }
}

async function copyLabels(session: Session, evaluation: Evaluation, target: NotebookFolder): Promise<void> {
  const { labels } = session.folder;
  for (const cell of await labels.list()) {
    if (evaluation.cells.has(cell)) await target.labels.append(cell, (await labels.read(cell)).records);
  }
}
