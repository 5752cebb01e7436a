import type { FolderFile } from "#shared/cells/dataset-folder.ts";

/** Files on their way into a notebook's folder. Until they are kept they lie in `.assay/imports/`, one folder each import. */
export type ImportStore = {
  /** A file below the folder by name, size and some of its bytes; null where none is the same. */
  readonly locate: (
    folder: string,
    file: {
      readonly name: string;
      readonly size: number;
      readonly slices: readonly { readonly offset: number; readonly bytes: Uint8Array }[];
    },
  ) => Promise<string | null>;
  /** Throws cell-invalid for a path that leads out of its import. */
  readonly begin: (folder: string, id: string, files: readonly { readonly path: string; readonly size: number }[]) => Promise<void>;
  /** The next piece of a file, which must begin where the last one ended. Throws disk-full, not-found. */
  readonly append: (folder: string, id: string, path: string, offset: number, bytes: Uint8Array) => Promise<number>;
  /** Where an import's files lie until they are kept. */
  readonly folderOf: (folder: string, id: string) => string;
  /** Files below a folder, or the one file itself, and the README's text. Throws outside-folder, not-found. */
  readonly list: (folder: string, path: string) => Promise<{ readonly files: readonly FolderFile[]; readonly readme: string | null }>;
  /** Moves an import into the folder under a name; throws name-taken, never overwrites, and not-found where a file has not come whole. */
  readonly keep: (folder: string, id: string, name: string, as: "file" | "folder") => Promise<void>;
  readonly discard: (folder: string, id: string) => Promise<void>;
};
