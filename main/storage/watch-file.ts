import { type FSWatcher, unwatchFile, watch, watchFile as watchStatus } from "node:fs";
import { basename, dirname } from "node:path";

/** Editors write in several steps; one look after them is enough. */
const quietMs = 40;
/** Network folders, links into other folders and systems out of watches tell nothing: there the file's status is looked at. */
const pollMs = 2_000;

/**
 * Calls `onEvent` after something may have happened to the file; returns how to stop. One call at a time, and one more
 * when something happened meanwhile. The folder is watched, not the file: a watch on a file stays with the old one when
 * it is replaced, and chokidar 5 loses a file that is replaced twice within a few milliseconds.
 */
export function watchFile(path: string, onEvent: () => Promise<void>): () => void {
  return watchEntries({ folder: dirname(path), looksAt: path, isMeant: (name) => name === basename(path) }, onEvent);
}

/** The same for any file directly in a folder, which may come and go. */
export function watchFolder(path: string, onEvent: () => Promise<void>): () => void {
  return watchEntries({ folder: path, looksAt: path, isMeant: () => true }, onEvent);
}

type Watched = { readonly folder: string; readonly looksAt: string; readonly isMeant: (name: string) => boolean };

function watchEntries({ folder, looksAt, isMeant }: Watched, onEvent: () => Promise<void>): () => void {
  let isStopped = false;
  let isRunning = false;
  let isDue = false;
  let timer: NodeJS.Timeout | null = null;

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    while (isDue && !isStopped) {
      isDue = false;
      // A file that can't be read this moment (being replaced, locked by its writer) brings another event.
      await onEvent().catch(() => undefined);
    }
    isRunning = false;
  }

  function notice(): void {
    isDue = true;
    timer ??= setTimeout(() => {
      timer = null;
      void run();
    }, quietMs);
  }

  const attach = (): FSWatcher | null =>
    watchNames(folder, (name) => {
      if (name === null || isMeant(name)) notice();
    });
  let watcher = attach();
  const look = (): void => {
    // A folder that was made only now, or again: a watch stays with the one that was there.
    if (looksAt === folder) {
      watcher?.close();
      watcher = attach();
    }
    notice();
  };
  watchStatus(looksAt, { persistent: false, interval: pollMs }, look);

  return () => {
    isStopped = true;
    if (timer) clearTimeout(timer);
    unwatchFile(looksAt, look);
    watcher?.close();
  };
}

/** null where the system refuses; the look at the status remains. */
function watchNames(folder: string, onName: (name: string | null) => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => onName(name));
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
