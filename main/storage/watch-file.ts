import { watch } from "chokidar";

/**
 * Calls `onEvent` after anything happened to the file, once it is quiet again; returns how to stop. One call at a time,
 * and one more when something happened meanwhile.
 */
export function watchFile(path: string, onEvent: () => Promise<void>): () => void {
  let isStopped = false;
  let isRunning = false;
  let isDue = false;
  let timer: NodeJS.Timeout | null = null;

  async function run(): Promise<void> {
    isRunning = true;
    while (isDue && !isStopped) {
      isDue = false;
      // A file that can't be read this moment (being replaced, locked by its writer) brings another event.
      await onEvent().catch(() => undefined);
    }
    isRunning = false;
  }

  const watcher = watch(path, { ignoreInitial: true, persistent: false });
  watcher.on("all", () => {
    isDue = true;
    timer ??= setTimeout(() => {
      timer = null;
      if (!isRunning) void run();
    }, quietMs);
  });
  // Watching may be refused (no inotify watches left): the hash check before each save still holds.
  watcher.on("error", () => undefined);

  return () => {
    isStopped = true;
    if (timer) clearTimeout(timer);
    void watcher.close();
  };
}

/** Editors write in several steps; one look after them is enough. */
const quietMs = 40;
