import { AsyncByteQueue } from "apache-arrow";
import { AssayError } from "#shared/assay-error.ts";

/** A stream's bytes as pieces of their own. */
export class Pieces extends AsyncByteQueue<Uint8Array> {
  override write(piece: Uint8Array): void {
    super.write(piece.slice());
  }
}

/** Says how many bytes there will be in all, seen from the bytes there are. */
export type ExpectBytes = (written: number) => number;

const margin = 1.25;
/** Before so much is written, as while there is but a schema, nobody can say how much it will be. */
const firstBytes = 1024 * 1024;
/** Behind the bytes, so much may stay unwritten, which takes addresses but no memory. */
const leastShare = 0.5;
/** No buffer holds more in every JavaScript engine we run in, and so no table. */
export const maximumTableBytes = 4 * 1024 ** 3 - 16;

/**
 * A stream's bytes in one buffer from the start, where a queue of pieces would hold them twice when they are joined. Room for
 * what is expected is taken at once: the system gives memory only to pages that are written.
 */
export class OneBuffer extends AsyncByteQueue<Uint8Array> {
  readonly #expect: ExpectBytes;
  readonly #maximum: number;
  #bytes = new Uint8Array(0);
  #length = 0;

  constructor(expect: ExpectBytes, maximum = maximumTableBytes) {
    super();
    this.#expect = expect;
    this.#maximum = maximum;
  }

  /** Throws memory where a table gets larger than any can be, or than there is room for. */
  override write(piece: Uint8Array): void {
    const needed = this.#length + piece.byteLength;
    if (needed > this.#bytes.byteLength) this.#grow(needed);
    this.#bytes.set(piece, this.#length);
    this.#length = needed;
  }

  take(): Uint8Array {
    const [bytes, length] = [this.#bytes, this.#length];
    this.#bytes = new Uint8Array(0);
    this.#length = 0;
    return length < bytes.byteLength * leastShare ? bytes.slice(0, length) : bytes.subarray(0, length);
  }

  #grow(needed: number): void {
    if (needed > this.#maximum) throw tooLarge(`is larger than ${size(this.#maximum)}, the most one table holds`);
    const expected = needed <= firstBytes ? firstBytes : Math.ceil(this.#expect(needed) * margin);
    const grown = taken(Math.max(needed, Math.min(this.#maximum, expected)));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

function taken(bytes: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(bytes);
  } catch (cause) {
    throw tooLarge(`needs ${size(bytes)} in one piece, which this machine does not have`, cause);
  }
}

function tooLarge(what: string, cause?: unknown): AssayError {
  return new AssayError("memory", `The table ${what}.`, {
    hint: "Take a `sample:` of the rows, leave long columns out, or split it over several cells.",
    cause,
  });
}

function size(bytes: number): string {
  return bytes >= 1e8 ? `${(bytes / 1e9).toFixed(1)} GB` : `${bytes.toLocaleString("en")} bytes`;
}
