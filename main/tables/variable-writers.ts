import { Binary, DataType, makeData, Utf8 } from "apache-arrow";
import { AssayError } from "#shared/assay-error.ts";
import type { Value } from "#shared/data/table.ts";
import { columnReader, isSet, offsetReader } from "./column-reader.ts";
import type { ColumnWriter } from "./column-writer.ts";
import { ValueMismatch } from "./mismatch.ts";
import { Validity } from "./validity.ts";

const encoder = new TextEncoder();
/** Offsets are 32-bit, so a batch holds no more than this in one column. */
const maximumBytes = 2 ** 31 - 1;

export function textWriter(): ColumnWriter {
  return variableWriter(
    new Utf8(),
    (type) => DataType.isUtf8(type),
    (bytes, value) => {
      if (typeof value !== "string") throw new ValueMismatch("text", value);
      // A UTF-16 unit is at most three bytes of UTF-8. Lone surrogates become U+FFFD.
      bytes.reserve(value.length * 3);
      bytes.length += encoder.encodeInto(value, bytes.bytes.subarray(bytes.length)).written;
    },
  );
}

export function bytesWriter(): ColumnWriter {
  return variableWriter(
    new Binary(),
    (type) => DataType.isBinary(type),
    (bytes, value) => {
      if (!(value instanceof Uint8Array)) throw new ValueMismatch("bytes", value);
      bytes.append(value);
    },
  );
}

function variableWriter(
  type: Utf8 | Binary,
  isSame: (type: DataType) => boolean,
  put: (bytes: GrowingBytes, value: Exclude<Value, null>) => void,
): ColumnWriter {
  const validity = new Validity();
  const bytes = new GrowingBytes();
  const ends = new GrowingOffsets();
  const close = (isValid: boolean) => {
    ends.append(bytes.length);
    validity.append(isValid);
  };
  const append = (value: Value | undefined) => {
    const isValid = value !== null && value !== undefined;
    if (isValid) put(bytes, value);
    close(isValid);
  };
  return {
    append,
    copy: (data, from, to) => {
      if (!isSame(data.type as DataType)) {
        const read = columnReader(data);
        for (let row = from; row < to; row++) append(read(row));
        return;
      }
      const offset = offsetReader(data);
      const source = data.values as Uint8Array;
      if (data.nullCount === 0) {
        const shift = bytes.length - offset(from);
        bytes.append(source.subarray(offset(from), offset(to)));
        for (let row = from; row < to; row++) ends.append(offset(row + 1) + shift);
        return validity.appendValid(to - from);
      }
      for (let row = from; row < to; row++) {
        const isValid = isSet(data.nullBitmap, row);
        if (isValid) bytes.append(source.subarray(offset(row), offset(row + 1)));
        close(isValid);
      }
    },
    byteLength: () => bytes.length,
    flush: () => makeData({ type: type as Utf8, ...validity.take(), valueOffsets: ends.take(), data: bytes.take() }),
  };
}

/** Where each row's bytes or items end. */
export class GrowingOffsets {
  #offsets = new Int32Array(1025);
  #length = 0;

  append(end: number): void {
    if (this.#length + 2 > this.#offsets.length) {
      const grown = new Int32Array(this.#offsets.length * 2);
      grown.set(this.#offsets);
      this.#offsets = grown;
    }
    this.#length++;
    this.#offsets[this.#length] = end;
  }

  /** One more than there are rows: the first is 0. */
  take(): Int32Array {
    const taken = this.#offsets.slice(0, this.#length + 1);
    this.#length = 0;
    return taken;
  }
}

class GrowingBytes {
  bytes = new Uint8Array(4096);
  length = 0;

  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    if (needed > maximumBytes) {
      throw new AssayError("memory", "A column holds more than 2 GB of text in 256 rows.", { hint: "Shorten or split the texts." });
    }
    const grown = new Uint8Array(Math.min(maximumBytes, Math.max(needed, this.bytes.length * 2)));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  append(source: Uint8Array): void {
    this.reserve(source.length);
    this.bytes.set(source, this.length);
    this.length += source.length;
  }

  /** Valid until something is appended. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }
}
