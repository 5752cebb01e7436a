import { AsyncByteQueue } from "apache-arrow";

/** A stream's bytes as pieces of their own. */
export class Pieces extends AsyncByteQueue<Uint8Array> {
  override write(piece: Uint8Array): void {
    super.write(piece.slice());
  }
}

/** Says how many bytes there will be in all, seen from the bytes there are. */
export type ExpectBytes = (written: number) => number;

const margin = 1.25;
/** Behind the bytes, so much may stay unwritten, which takes addresses but no memory. */
const leastShare = 0.5;

/**
 * A stream's bytes in one buffer from the start, where a queue of pieces would hold them twice when they are joined. Room for
 * what is expected is taken at once: the system gives memory only to pages that are written.
 */
export class OneBuffer extends AsyncByteQueue<Uint8Array> {
  readonly #expect: ExpectBytes;
  #bytes = new Uint8Array(0);
  #length = 0;

  constructor(expect: ExpectBytes) {
    super();
    this.#expect = expect;
  }

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
    const grown = new Uint8Array(Math.max(needed, Math.ceil(this.#expect(needed) * margin)));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
