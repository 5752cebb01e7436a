import { basename, dirname } from "node:path";
import type { CellStatus } from "#shared/journal/entries.ts";
import { sha256Hex } from "#shared/journal/sha256.ts";
import { readFrontMatter } from "#shared/notebook/front-matter.ts";
import { withBatch } from "./batch/status.ts";
import { type BatchWatch, createBatchWatch } from "./batch/watch.ts";
import { type Evaluation, evaluate } from "./evaluation.ts";
import { createSessionLog } from "./log.ts";
import { openBuffer } from "./notebook-buffer.ts";
import { createOffers, type Offers } from "./offers.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import type { NotebookState } from "./parts/folder.ts";
import type { StoredResult } from "./parts/table-store.ts";
import { createResidentTables } from "./resident-tables.ts";
import { createRuns, type Runs } from "./runs.ts";
import type { Activity, SessionCore } from "./session-core.ts";
import { createCellsReader } from "./source.ts";
import { statusOf } from "./status.ts";
import { createTableMeasures } from "./table-measure.ts";

export type Session = SessionCore & {
  readonly measureTable: ReturnType<typeof createTableMeasures>;
  readonly runs: Runs;
  readonly batches: BatchWatch;
  /** Answers came another way than by a run: what a run would take is counted anew. */
  readonly forgetOffers: () => void;
  readonly close: () => Promise<void>;
};

/** Opens a notebook: reads it and what is kept of its results. Runs nothing, spends nothing, writes nothing. */
export async function openSession(path: string, parts: EngineParts): Promise<Session> {
  const folder = await parts.openFolder(dirname(path));
  const report = await folder.journal.open();
  for (const damage of report.damaged)
    parts.log({
      level: "warning",
      message: `${damage.bytes} damaged bytes in journal segment ${damage.segment} at ${damage.offset} were set aside`,
      detail: damage,
    });

  const logBug = (error: unknown): void => parts.log({ level: "error", message: "evaluating a notebook failed", detail: error });
  const log = createSessionLog(parts.clock.now, () => {
    if (evaluation !== null) offers.countSoon(evaluation);
  });
  const readCells = createCellsReader();
  const activity = new Map<string, Activity>();
  const results = new Map<string, StoredResult | null>();
  const resident = createResidentTables(parts.openDatabase, folder.tables);
  let state: NotebookState = await folder.state.read(basename(path));
  let front = { title: "", budgetUsd: null as number | null };
  let evaluation: Evaluation | null = null;

  const buffer = await openBuffer(path, parts.notebooks, parts.clock, {
    onDocument: (by, client) => {
      log.emit({ type: "document", revision: buffer.revision(), text: buffer.text(), by, client });
      readFront();
      refresh()
        .then(() => runs.autoRunSoon())
        .catch(logBug);
    },
    onDisk: (disk) => log.emit({ type: "disk", disk }),
  });

  // Labels also arrive by another window, the command line or a pull.
  const unwatchLabels = folder.labels.watch(() => {
    refresh()
      .then(() => runs.autoRunSoon())
      .catch(logBug);
  });

  const readFront = (): void => {
    const matter = readFrontMatter(buffer.document());
    front = { title: matter.title ?? "", budgetUsd: matter.budgetUsd };
    log.emit({
      type: "notebook",
      problems: matter.problems,
      title: front.title,
      budgetUsd: front.budgetUsd,
      trusted: state.trusted ?? true,
    });
  };

  const readResult = async (recipe: string): Promise<StoredResult | null> => {
    const known = results.get(recipe);
    if (known !== undefined) return known;
    const stored = recipe === "" ? null : await folder.tables.readResult(recipe);
    // Another process may write it later, so only what is there is remembered.
    if (stored !== null) results.set(recipe, stored);
    return stored;
  };

  const tablesRead = async (query: string): Promise<readonly string[]> => {
    const key = sha256Hex(query);
    const known = state.queries?.[key];
    if (known !== undefined) return known;
    const names = await (await resident.withTables([])).tablesRead(query);
    state = { ...state, queries: { ...state.queries, [key]: names } };
    return names;
  };

  const evaluateNow = async (): Promise<Evaluation> => {
    const next = await evaluate(readCells(buffer.document()), {
      parts,
      folder: folder.path,
      labels: folder.labels,
      state,
      readResult,
      tablesRead,
    });
    evaluation = next;
    await batches.refresh();
    tellActivity();
    offers.countSoon(next);
    return next;
  };

  // At most one evaluation runs and one waits: the waiting one sees everything that changed meanwhile.
  let running: Promise<Evaluation> | null = null;
  let waiting: Promise<Evaluation> | null = null;
  const refresh = (): Promise<Evaluation> => {
    if (waiting !== null) return waiting;
    const start = (): Promise<Evaluation> => {
      waiting = null;
      running = evaluateNow().finally(() => {
        running = null;
      });
      return running;
    };
    if (running === null) return start();
    waiting = running.then(start, start);
    return waiting;
  };

  let told = new Map<string, string>();
  const tellActivity = (): void => {
    if (evaluation === null) return;
    const order = [...evaluation.cells.keys()];
    const changed: CellStatus[] = [];
    const now = new Map<string, string>();
    for (const [name, cell] of evaluation.cells) {
      const own = statusOf(cell, evaluation, activity.get(name), offers.get(cell));
      const status = withBatch(own, batches.status(name), parts.clock.now());
      const text = JSON.stringify(status);
      now.set(name, text);
      if (told.get(name) !== text) changed.push(status);
    }
    const sameOrder = order.length === told.size && order.join("\n") === [...told.keys()].join("\n");
    told = now;
    if (changed.length > 0 || !sameOrder) log.emit({ type: "cells", order, statuses: changed });
  };

  const core: SessionCore = {
    path,
    parts,
    folder,
    buffer,
    log,
    resident,
    activity,
    title: () => front.title,
    budgetUsd: () => front.budgetUsd,
    state: () => state,
    updateState: async (change) => {
      state = change(state);
      await folder.state.write(basename(path), state);
    },
    refresh,
    tellActivity,
    forgetResult: (recipe) => {
      results.delete(recipe);
    },
  };
  const runs: Runs = createRuns(core, (cells) => {
    offers.forget();
    return batches.begin(cells);
  });
  const batches: BatchWatch = createBatchWatch(core, ({ cell, retry }) => runs.goOn(cell, { type: retry ? "retry" : "full" }));
  const offers: Offers = createOffers(core, runs.isBusy);

  log.emit({ type: "document", revision: buffer.revision(), text: buffer.text(), by: "disk", client: null });
  log.emit({ type: "disk", disk: buffer.disk() });
  readFront();
  return {
    ...core,
    measureTable: createTableMeasures(core),
    runs,
    batches,
    forgetOffers: offers.forget,
    close: async () => {
      unwatchLabels();
      offers.close();
      batches.close();
      await runs.close();
      await buffer.close();
      await resident.close();
      await folder.close();
    },
  };
}
