import type { FileSystem, WritableFile } from "./file-system.ts";

export type Fault = {
  /** Which changing call fails, counting from 1. */
  readonly nth: number;
  readonly code: "ENOSPC" | "EIO" | "EROFS" | "EACCES";
  /** `once`: later calls work again. `for-good`: they fail until `heal`. */
  readonly lasts: "once" | "for-good";
  /** Only calls of these names count; all changing calls when absent. */
  readonly only?: readonly ChangingCall[];
};

export type ChangingCall = "create" | "append" | "write" | "sync" | "link" | "rename" | "makeFolder" | "syncFolder" | "setMode" | "touch";

export type FaultyFileSystem = FileSystem & {
  readonly heal: () => void;
  /** Changing calls seen so far. */
  readonly calls: () => number;
};

/** A real file system whose n-th changing call fails. A failing write leaves half of its bytes behind, as a full disk does. */
export function faultyFileSystem(real: FileSystem, fault: Fault): FaultyFileSystem {
  let calls = 0;
  let healed = false;

  function fails(call: ChangingCall): boolean {
    if (fault.only && !fault.only.includes(call)) return false;
    calls += 1;
    if (healed) return false;
    return fault.lasts === "once" ? calls === fault.nth : calls >= fault.nth;
  }
  function failure(call: ChangingCall): Error {
    return Object.assign(new Error(`${fault.code}: made to fail, ${call}`), { code: fault.code });
  }
  function guarded<Arguments extends readonly unknown[], Result>(call: ChangingCall, work: (...args: Arguments) => Promise<Result>) {
    return async (...args: Arguments): Promise<Result> => {
      if (fails(call)) throw failure(call);
      return await work(...args);
    };
  }
  function guardedFile(file: WritableFile): WritableFile {
    return {
      write: async (bytes) => {
        if (!fails("write")) return await file.write(bytes);
        await file.write(bytes.subarray(0, bytes.byteLength >> 1));
        throw failure("write");
      },
      sync: guarded("sync", file.sync),
      close: file.close,
    };
  }

  return {
    ...real,
    create: guarded("create", async (path, mode) => guardedFile(await real.create(path, mode))),
    openForAppending: guarded("append", async (path) => guardedFile(await real.openForAppending(path))),
    link: guarded("link", real.link),
    rename: guarded("rename", real.rename),
    makeFolder: guarded("makeFolder", real.makeFolder),
    syncFolder: guarded("syncFolder", real.syncFolder),
    setMode: guarded("setMode", real.setMode),
    touch: guarded("touch", real.touch),
    heal: () => {
      healed = true;
    },
    calls: () => calls,
  };
}
