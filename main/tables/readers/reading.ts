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

/** Numbers that keep coming, in few bytes each. */
export class Numbers {
  #values = new Uint32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  clear(): void {
    this.#length = 0;
  }

  all(): Uint32Array {
    return this.#values.slice(0, this.#length);
  }
}
