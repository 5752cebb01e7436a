import type { ItemRule } from "#main/engine/parts/data.ts";
import { AssayError } from "#shared/assay-error.ts";
import type { Row } from "#shared/data/table.ts";
import type { ExpectBytes } from "../one-buffer.ts";
import type { DataFile } from "./data-files.ts";
import type { Notes } from "./notes.ts";
import type { ProblemBook } from "./problem-book.ts";

/** What reading a file tells of, and by what it is told to stop. */
export type Reading = {
  readonly notes: Notes;
  readonly book: ProblemBook;
  readonly signal: AbortSignal;
  readonly meter: ByteMeter;
  /** How the rows get their items; null where the table is the file's. */
  readonly items: ItemRule | null;
};

/** So many bytes are read at once: few enough that most rows of a chunk are forgotten before they count as old. */
export const chunkBytes = 512 * 1024;

/** How far the reading of files is. */
export class ByteMeter {
  readonly #total: number;
  readonly #onBytes: ((done: number) => void) | null;
  #done = 0;

  constructor(files: readonly Pick<DataFile, "size">[], onBytes: ((done: number) => void) | null) {
    this.#total = files.reduce((sum, { size }) => sum + size, 0);
    this.#onBytes = onBytes;
  }

  add(bytes: number): void {
    this.#done += bytes;
    this.#onBytes?.(this.#done);
  }

  startOver(): void {
    this.#done = 0;
  }

  /** How large a table will be: the files' bytes for each that was read, of which the last chunk is half used. */
  readonly expect: ExpectBytes = (written) => {
    const used = Math.max(this.#done - chunkBytes / 2, Math.min(this.#done, chunkBytes / 2), 1);
    return Math.max(written, (written * this.#total) / used);
  };
}

/** A row and where it stands. `size` is the length of its text, in characters. */
export type LocatedRow = { readonly row: Row; readonly line: number | null; readonly size: number };

/** Rows a sample holds while a file passes by; beside them stand what they are read from and what they become. */
const sampleCharacters = 512 * 1024 * 1024;

/** Counts what a sample holds. Throws memory beyond what fits. */
export class SampleWeight {
  #characters = 0;

  move(added: number, removed: number): void {
    this.#characters += added - removed;
    if (this.#characters <= sampleCharacters) return;
    throw new AssayError("memory", "The sample holds more than half a gigabyte of text.", {
      hint: "Take fewer rows.",
      place: { key: "sample" },
    });
  }
}

/** Which file each row came from, by where it stands among all. */
export class FileStarts {
  readonly #starts: { readonly file: string; readonly row: number }[] = [];

  /** The row is of this file, as those after it are until another is named. */
  note(file: string, row: number): void {
    if (this.#starts.at(-1)?.file !== file) this.#starts.push({ file, row });
  }

  fileOf(row: number): string {
    return this.#starts.findLast((start) => start.row <= row)?.file ?? "";
  }
}
