import { kinds } from "#shared/cells/kinds.ts";
import type { CellStatus, SessionEntry, SessionEvent } from "#shared/journal/entries.ts";
import { emptySession, fold, type SessionState } from "#shared/journal/fold.ts";
import type { Edit } from "#shared/notebook/document.ts";
import { cellsOf, textOf } from "#shared/notebook/document.ts";
import { applyEdit } from "#shared/notebook/edit.ts";
import { readNotebookText } from "#shared/notebook/read.ts";

/** A notebook in memory that tells its watchers what happens, in the engine's own words. */
export class FakeSession {
  state: SessionState;
  readonly #entries: SessionEntry[] = [];
  readonly #wake = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(title: string, text: string, statuses: readonly CellStatus[]) {
    this.state = {
      ...emptySession,
      revision: 1,
      text,
      title,
      budgetUsd: 5,
      trusted: true,
      order: statuses.map((each) => each.name),
      cells: Object.fromEntries(statuses.map((each) => [each.name, each])),
      disk: { type: "saved", at: Date.now() - 240_000 },
    };
    const run = { state: "done", mode: { type: "full" }, budgetUsd: null, sentence: null, pausedBy: null } as const;
    this.state = {
      ...this.state,
      runs: [
        { ...run, run: "r2", cells: ["verdicts"], startedAt: Date.now() - 900_000, endedAt: Date.now() - 850_000, spentUsd: 0.98 },
        { ...run, run: "r1", cells: ["answers"], startedAt: Date.now() - 1_900_000, endedAt: Date.now() - 1_850_000, spentUsd: 0.22 },
      ],
    };
  }

  say(...events: readonly SessionEvent[]): void {
    const entries = events.map((event, index): SessionEntry => ({ seq: this.state.seq + 1 + index, at: Date.now(), event }));
    this.#entries.push(...entries);
    this.state = fold(this.state, entries);
    for (const wake of this.#wake) wake();
  }

  update(name: string, more: Partial<CellStatus>): void {
    const known = this.state.cells[name];
    if (known) this.say({ type: "cells", order: this.state.order, statuses: [{ ...known, ...more }] });
  }

  async *watch(after: number, signal: AbortSignal) {
    let seen = after;
    while (!signal.aborted) {
      const entries = this.#entries.filter((entry) => entry.seq > seen);
      if (entries.length > 0) {
        seen = entries.at(-1)?.seq ?? seen;
        yield { type: "entries" as const, entries };
      }
      if (this.#entries.some((entry) => entry.seq > seen)) continue;
      await new Promise<void>((resolve) => {
        this.#wake.add(resolve);
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      this.#wake.clear();
    }
  }

  edit(revision: number, edit: Edit, client: string) {
    if (revision !== this.state.revision) return { applied: false as const, revision: this.state.revision, text: this.state.text };
    const document = applyEdit(readNotebookText(this.state.text), edit);
    const names = cellsOf(document);
    const fresh = names
      .filter((cell) => !this.state.cells[cell.name])
      .map(
        (cell): CellStatus => ({
          name: cell.name,
          kind: cell.kind,
          costClass: kinds.get(cell.kind)?.costClass ?? "free",
          state: "new",
          sentence: "not run",
          reasons: [],
          problems: [],
          upstream: [],
          downstream: [],
          plan: null,
          progress: null,
          result: null,
        }),
      );
    this.say(
      { type: "document", revision: revision + 1, text: textOf(document), by: "edit", client },
      { type: "cells", order: names.map((cell) => cell.name), statuses: fresh },
      { type: "disk", disk: { type: "unsaved" } },
    );
    setTimeout(() => this.say({ type: "disk", disk: { type: "saved", at: Date.now() } }), 1000);
    return { applied: true as const, revision: revision + 1 };
  }

  /** Counts to the end in visible steps. */
  run(name: string, total: number): void {
    const run = {
      run: crypto.randomUUID(),
      mode: { type: "full" },
      cells: [name],
      startedAt: Date.now(),
      budgetUsd: null,
      sentence: null,
      pausedBy: null,
    } as const;
    let done = 0;
    const spent = () => done * 0.0009;
    this.say({ type: "run", run: { ...run, state: "running", endedAt: null, spentUsd: 0 } });
    this.update(name, { state: "running" });
    this.#timer = setInterval(() => {
      done = Math.min(total, done + Math.ceil(total / 60));
      this.say({
        type: "progress",
        cell: name,
        sentence: "",
        progress: {
          done,
          total,
          cached: 0,
          failed: done > total / 2 ? 3 : 0,
          callsPerSecond: 6.1,
          etaMs: done > 5 ? ((total - done) / 6.1) * 1000 : null,
          spentUsd: spent(),
        },
      });
      if (done < total) return;
      this.stop(null);
      this.update(name, { state: "fresh", progress: null, plan: null });
      this.say({ type: "run", run: { ...run, state: "done", endedAt: Date.now(), spentUsd: spent() } });
    }, 250);
  }

  stop(name: string | null): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    const run = this.state.runs[0];
    if (name === null || run?.state !== "running") return;
    this.update(name, { state: "paused", sentence: "412/720 kept; stopped by you" });
    this.say({ type: "run", run: { ...run, state: "paused", pausedBy: "you", sentence: "Stopped by you.", endedAt: Date.now() } });
  }
}
