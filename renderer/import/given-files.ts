/** Files a person gave, by dropping, choosing or pasting. */
export type GivenFiles = {
  /** The folder's name, or the one file's. */
  readonly name: string;
  readonly isFolder: boolean;
  /** Paths count from below the folder. */
  readonly files: readonly { readonly path: string; readonly file: File }[];
};

const mostFiles = 10_000;

/** Whether a drag carries files rather than text. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes("Files") ?? false;
}

/** The first file, or all files of the first folder, that were dropped; null where there are none. Must be called while the drop is handled. */
export function droppedFiles(transfer: DataTransfer): Promise<GivenFiles | null> {
  const entry = [...transfer.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry() : null)).find((each) => each !== null);
  const [file] = transfer.files;
  if (entry?.isDirectory) return folderFiles(entry as FileSystemDirectoryEntry);
  return Promise.resolve(file === undefined ? null : oneFile(file));
}

/** What a file chooser holds; of a chosen folder all files. */
export function chosenFiles(list: FileList): GivenFiles | null {
  const [first] = list;
  if (first === undefined) return null;
  if (first.webkitRelativePath === "") return oneFile(first);
  const name = first.webkitRelativePath.split("/")[0] ?? "data";
  const files = [...list].map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file }));
  return { name, isFolder: true, files: files.filter(({ path }) => isShown(path)).slice(0, mostFiles) };
}

function oneFile(file: File): GivenFiles {
  return { name: file.name, isFolder: false, files: [{ path: file.name, file }] };
}

/** Hidden files are no part of a dataset. */
function isShown(path: string): boolean {
  return !path.split("/").some((step) => step.startsWith("."));
}

async function folderFiles(root: FileSystemDirectoryEntry): Promise<GivenFiles> {
  const files: { path: string; file: File }[] = [];
  const waiting: { readonly folder: FileSystemDirectoryEntry; readonly path: string }[] = [{ folder: root, path: "" }];
  for (let next = waiting.shift(); next !== undefined && files.length < mostFiles; next = waiting.shift()) {
    for (const entry of await entriesOf(next.folder)) {
      const path = `${next.path}${entry.name}`;
      if (!isShown(path)) continue;
      if (entry.isDirectory) waiting.push({ folder: entry as FileSystemDirectoryEntry, path: `${path}/` });
      else files.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
    }
  }
  return { name: root.name, isFolder: true, files };
}

/** A reader gives some entries at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
