import { AssayError, problemOf } from "#shared/assay-error.ts";
import type { DiskState } from "#shared/journal/entries.ts";
import type { Edit, NotebookDocument } from "#shared/notebook/document.ts";
import { textOf } from "#shared/notebook/document.ts";
import { applyEdit } from "#shared/notebook/edit.ts";
import { readFrontMatter } from "#shared/notebook/front-matter.ts";
import { type MergeConflict, mergeNotebooks, settleConflict } from "#shared/notebook/merge.ts";
import { readNotebook, readNotebookText, writeNotebook } from "#shared/notebook/read.ts";
import type { Clock } from "./parts/engine-parts.ts";
import type { NotebookFiles } from "./parts/notebook-files.ts";

const autosaveMs = 1_000;

export type BufferEvents = {
  readonly onDocument: (by: "edit" | "disk" | "merge", client: string | null) => void;
  readonly onDisk: (disk: DiskState) => void;
};

/** The text of an open notebook between its editors and its file: base (last read or saved), mine (here), theirs (on disk). */
export type NotebookBuffer = {
  readonly document: () => NotebookDocument;
  readonly text: () => string;
  readonly revision: () => number;
  readonly disk: () => DiskState;
  /** Applies an edit made on this revision; false when it was made on another. Throws read-only. */
  readonly edit: (edit: Edit, revision: number, client: string | null) => boolean;
  readonly save: () => Promise<number>;
  readonly settle: (id: string, take: "mine" | "theirs") => number;
  readonly close: () => Promise<void>;
};

export async function openBuffer(path: string, files: NotebookFiles, clock: Clock, events: BufferEvents): Promise<NotebookBuffer> {
  const opened = await files.read(path);
  let base = { document: readNotebook(opened.bytes), hash: opened.hash };
  let mine = base.document;
  let revision = 1;
  let conflicts: readonly MergeConflict[] = [];
  let timer: NodeJS.Timeout | null = null;
  let saving: Promise<unknown> = Promise.resolve();
  const newer = readFrontMatter(mine).readOnly;
  let disk: DiskState = newer !== null ? { type: "read-only", problem: newer } : { type: "saved", at: clock.now() };
  if (newer === null && opened.readOnly) disk = { type: "read-only", problem: problemOf(readOnlyFile(path), "warning") };

  const tell = (next: DiskState): void => {
    disk = next;
    events.onDisk(next);
  };
  const change = (document: NotebookDocument, by: "edit" | "disk" | "merge", client: string | null): void => {
    mine = document;
    revision += 1;
    events.onDocument(by, client);
  };
  const isDirty = (): boolean => textOf(mine) !== textOf(base.document);

  const saveSoon = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      save().catch(() => undefined); // `save` has told the failure already.
    }, autosaveMs);
  };

  const save = (): Promise<number> => {
    const next = saving.then(saveNow, saveNow);
    saving = next.catch(() => undefined);
    return next;
  };

  const saveNow = async (): Promise<number> => {
    if (disk.type === "read-only" && newer !== null)
      throw new AssayError("read-only", newer.sentence, newer.hint ? { hint: newer.hint } : {});
    if (conflicts.length > 0)
      throw new AssayError("notebook-changed-on-disk", "Some cells changed both here and on disk.", {
        hint: "Choose mine or theirs for each, then save.",
      });
    if (!isDirty() && disk.type !== "gone") {
      tell({ type: "saved", at: clock.now() });
      return clock.now();
    }
    const written = mine;
    // A file that went away is written anew; one that is there is replaced only if it is the one read last.
    const baseHash = disk.type === "gone" ? null : base.hash;
    tell({ type: "saving" });
    try {
      const hash = await files.save(path, writeNotebook(written), baseHash);
      base = { document: written, hash };
      tell(isDirty() ? { type: "unsaved" } : { type: "saved", at: clock.now() });
      await files.saveRecovery(path, null);
      return clock.now();
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      if (error.code === "notebook-changed-on-disk") {
        await mergeFromDisk();
        return saveNow();
      }
      tell(error.code === "read-only" ? { type: "read-only", problem: problemOf(error) } : { type: "failed", problem: problemOf(error) });
      await files.saveRecovery(path, textOf(mine)).catch(() => undefined); // The folder may refuse this too; the buffer itself is still here.
      throw error;
    }
  };

  const mergeFromDisk = async (): Promise<void> => {
    let theirs: { readonly document: NotebookDocument; readonly hash: string };
    try {
      const read = await files.read(path);
      if (read.hash === base.hash) return;
      theirs = { document: readNotebook(read.bytes), hash: read.hash };
    } catch (error) {
      if (error instanceof AssayError && error.code === "not-found") return tell({ type: "gone" });
      throw error;
    }
    const wasDirty = isDirty();
    const merged = mergeNotebooks(base.document, mine, theirs.document);
    base = theirs;
    conflicts = merged.conflicts;
    change(merged.document, wasDirty ? "merge" : "disk", null);
    tellAfterMerge();
  };

  const tellAfterMerge = (): void => {
    if (conflicts.length > 0) tell({ type: "conflict", conflicts });
    else if (isDirty()) {
      tell({ type: "unsaved" });
      saveSoon();
    } else tell({ type: "saved", at: clock.now() });
  };

  const unwatch = files.watch(path, () => {
    saving = saving.then(mergeFromDisk).catch(() => undefined);
  });

  return {
    document: () => mine,
    text: () => textOf(mine),
    revision: () => revision,
    disk: () => disk,
    edit: (edit, onRevision, client) => {
      if (newer !== null) throw new AssayError("read-only", newer.sentence, newer.hint ? { hint: newer.hint } : {});
      if (onRevision !== revision) return false;
      // Blocks are read again from the text, so that what a window sends is never trusted to say what it means.
      change(readNotebookText(textOf(applyEdit(mine, edit))), "edit", client);
      if (conflicts.length === 0) {
        tell({ type: "unsaved" });
        saveSoon();
      }
      return true;
    },
    save,
    settle: (id, take) => {
      const conflict = conflicts.find((each) => each.id === id);
      if (conflict === undefined) return conflicts.length;
      conflicts = conflicts.filter((each) => each.id !== id);
      change(readNotebookText(textOf(applyEdit(mine, settleConflict(mine, conflict, take)))), "merge", null);
      tellAfterMerge();
      return conflicts.length;
    },
    close: async () => {
      unwatch();
      if (timer !== null) {
        clearTimeout(timer);
        timer = null;
        await save().catch(() => undefined); // Told already; the recovery buffer has the text.
      }
      await saving;
    },
  };
}

function readOnlyFile(path: string): AssayError {
  return new AssayError("read-only", `\`${path}\` can't be written.`, {
    hint: "Changes stay in this window; save a copy elsewhere to keep them.",
  });
}
