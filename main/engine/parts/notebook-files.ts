export type NotebookFile = { readonly path: string; readonly bytes: Uint8Array; readonly hash: string; readonly readOnly: boolean };

export type NotebookFiles = {
  /** Throws AssayError not-found. Follows a symlink and remembers it. */
  readonly read: (path: string) => Promise<NotebookFile>;
  /** Replaces the file whole if its hash on disk is still `baseHash` (null: must not exist). Throws notebook-changed-on-disk, read-only, disk-full. Returns the new hash. */
  readonly save: (path: string, bytes: Uint8Array, baseHash: string | null) => Promise<string>;
  /** Calls back when the file's content differs from what was last read or saved here; returns how to stop. */
  readonly watch: (path: string, onChange: () => void) => () => void;
  /** Notebooks below a folder, relative paths, at most 1,000. */
  readonly list: (folder: string) => Promise<readonly { readonly path: string; readonly modifiedAt: number }[]>;
  readonly saveRecovery: (path: string, text: string | null) => Promise<void>;
  readonly readRecovery: (path: string) => Promise<string | null>;
};
