import type { Problem } from "../assay-error.ts";
import type { CellStatus, DiskState, RunStatus, SessionEntry, SessionEvent } from "./entries.ts";

/** A window's whole picture of an open notebook. */
export type SessionState = {
  readonly seq: number;
  readonly revision: number;
  readonly text: string;
  readonly title: string;
  readonly problems: readonly Problem[];
  readonly budgetUsd: number | null;
  readonly trusted: boolean;
  readonly order: readonly string[];
  /** By cell name. A name used twice has one status, a clash. */
  readonly cells: { readonly [name: string]: CellStatus };
  /** Newest first, at most 50. */
  readonly runs: readonly RunStatus[];
  readonly disk: DiskState;
};

export const emptySession: SessionState = {
  seq: 0,
  revision: 0,
  text: "",
  title: "",
  problems: [],
  budgetUsd: null,
  trusted: true,
  order: [],
  cells: {},
  runs: [],
  disk: { type: "saved", at: 0 },
};

const runsKept = 50;

/** Applies entries in order. Entries already seen (by sequence number) change nothing, so a re-attached stream may overlap. */
export function fold(state: SessionState, entries: readonly SessionEntry[]): SessionState {
  let next = state;
  for (const entry of entries) {
    if (entry.seq <= next.seq) continue;
    next = { ...apply(next, entry.event), seq: entry.seq };
  }
  return next;
}

function apply(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case "document":
      return { ...state, revision: event.revision, text: event.text };
    case "cells": {
      const cells: Record<string, CellStatus> = {};
      for (const name of event.order) {
        const known = state.cells[name];
        if (known) cells[name] = known;
      }
      for (const status of event.statuses) cells[status.name] = status;
      return { ...state, order: event.order, cells };
    }
    case "progress": {
      const known = state.cells[event.cell];
      if (!known) return state;
      const status: CellStatus = { ...known, sentence: event.sentence, progress: event.progress };
      return { ...state, cells: { ...state.cells, [event.cell]: status } };
    }
    case "run": {
      const others = state.runs.filter((run) => run.run !== event.run.run);
      return { ...state, runs: [event.run, ...others].slice(0, runsKept) };
    }
    case "disk":
      return { ...state, disk: event.disk };
    case "notebook":
      return { ...state, problems: event.problems, title: event.title, budgetUsd: event.budgetUsd, trusted: event.trusted };
  }
}
