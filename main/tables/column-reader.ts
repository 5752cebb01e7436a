import { type Data, DataType, DateUnit, IntervalUnit, Precision, TimeUnit, type Vector } from "apache-arrow";
import { AssayError } from "#shared/assay-error.ts";
import type { Value } from "#shared/data/table.ts";
import { formatDecimal } from "./decimals.ts";
import { formatDate, formatInterval, formatTime, formatTimestamp } from "./moments.ts";

/** The value in a row of one batch's column, by Arrow type: the only place that knows how each lies in memory. */
export type ReadValue = (row: number) => Value;

/** `data` comes from an IPC stream: it starts at its buffers' first value. */
export function columnReader(data: Data): ReadValue {
  const read = valueReader(data);
  if (DataType.isNull(data.type)) return () => null;
  if (data.nullCount === 0) return read;
  const valid = data.nullBitmap;
  return (row) => (isSet(valid, row) ? read(row) : null);
}

export function isSet(bits: Uint8Array, row: number): boolean {
  return ((bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
}

/** Start and end of a row's bytes or items. Large types keep 64-bit offsets. */
export function offsetReader(data: Data): (row: number) => number {
  const offsets = data.valueOffsets as Int32Array | BigInt64Array;
  if (offsets instanceof BigInt64Array) return (row) => Number(offsets[row]);
  return (row) => offsets[row] ?? 0;
}

function valueReader(data: Data): ReadValue {
  const type = data.type as DataType;
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return textReader(data);
  if (DataType.isInt(type)) return integerReader(data, type.bitWidth, type.isSigned);
  if (DataType.isFloat(type)) return floatReader(data, type.precision);
  if (DataType.isBool(type)) return (row) => isSet(data.values, row);
  if (DataType.isDecimal(type)) return decimalReader(words(data.values), type.scale);
  if (DataType.isDate(type)) return dateReader(data, type.unit);
  if (DataType.isTimestamp(type)) {
    const micros = microsReader(data, type.unit);
    return (row) => formatTimestamp(micros(row));
  }
  if (DataType.isTime(type)) {
    const micros = microsReader(data, type.unit);
    return (row) => formatTime(micros(row));
  }
  if (DataType.isDuration(type)) {
    const micros = microsReader(data, type.unit);
    return (row) => formatInterval(0, 0, micros(row));
  }
  if (DataType.isInterval(type)) return intervalReader(data.values, type.unit);
  return nestedReader(data, type);
}

function nestedReader(data: Data, type: DataType): ReadValue {
  if (DataType.isBinary(type) || DataType.isLargeBinary(type)) {
    const offset = offsetReader(data);
    return (row) => (data.values as Uint8Array).slice(offset(row), offset(row + 1));
  }
  if (DataType.isFixedSizeBinary(type)) {
    return (row) => (data.values as Uint8Array).slice(row * type.byteWidth, (row + 1) * type.byteWidth);
  }
  if (DataType.isList(type) || DataType.isMap(type)) return listReader(data, offsetReader(data));
  if (DataType.isFixedSizeList(type)) return listReader(data, (row) => row * type.listSize);
  if (DataType.isStruct(type)) return structReader(data, type);
  if (DataType.isDictionary(type)) return dictionaryReader(data);
  throw new Error(`No reader for Arrow type ${String(type)}.`);
}

function textReader(data: Data): ReadValue {
  const offset = offsetReader(data);
  const bytes = data.values as Uint8Array;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (row) => buffer.toString("utf8", offset(row), offset(row + 1));
}

/** A number while it is safe, a bigint beyond. */
export function wholeNumber(value: bigint): number | bigint {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
}

function integerReader(data: Data, bitWidth: number, isSigned: boolean): ReadValue {
  if (bitWidth < 64) return (row) => (data.values as Int32Array)[row] ?? null;
  if (!isSigned) return (row) => ((data.values as BigUint64Array)[row] ?? 0n).toString();
  const values = data.values as BigInt64Array;
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  return (row) => {
    const high = halves[row * 2 + 1] ?? 0;
    // 21 bits of the upper half and all of the lower are what a double holds exactly; no bigint is made for those.
    if (high < 0x1f_ffff && high > -0x1f_ffff) return high * 4_294_967_296 + ((halves[row * 2] ?? 0) >>> 0);
    return wholeNumber(values[row] ?? 0n);
  };
}

function floatReader(data: Data, precision: Precision): ReadValue {
  if (precision === Precision.HALF) return (row) => halfFloat((data.values as Uint16Array)[row] ?? 0);
  return (row) => (data.values as Float64Array)[row] ?? null;
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function words(values: ArrayBufferView): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.byteLength / 4);
}

/** The 128-bit number in a row. */
export function wideInteger(values: Uint32Array, row: number): bigint {
  const word = (index: number) => BigInt(values[row * 4 + index] ?? 0);
  return BigInt.asIntN(128, word(0) | (word(1) << 32n) | (word(2) << 64n) | (word(3) << 96n));
}

function decimalReader(values: Uint32Array, scale: number): ReadValue {
  return (row) => formatDecimal(wideInteger(values, row), scale);
}

function dateReader(data: Data, unit: DateUnit): ReadValue {
  if (unit === DateUnit.DAY) return (row) => formatDate((data.values as Int32Array)[row] ?? 0);
  return (row) => formatDate(Math.floor(Number((data.values as BigInt64Array)[row]) / 86_400_000));
}

/** Any unit as microseconds; nanoseconds are cut. */
function microsReader(data: Data, unit: TimeUnit): (row: number) => bigint {
  const values = data.values as Int32Array | BigInt64Array;
  const raw = (row: number) => BigInt(values[row] ?? 0);
  switch (unit) {
    case TimeUnit.SECOND:
      return (row) => raw(row) * 1_000_000n;
    case TimeUnit.MILLISECOND:
      return (row) => raw(row) * 1000n;
    case TimeUnit.MICROSECOND:
      return raw;
    case TimeUnit.NANOSECOND:
      return (row) => (raw(row) - (((raw(row) % 1000n) + 1000n) % 1000n)) / 1000n;
  }
}

function intervalReader(values: Int32Array, unit: IntervalUnit): ReadValue {
  const part = (index: number) => values[index] ?? 0;
  if (unit === IntervalUnit.YEAR_MONTH) return (row) => formatInterval(part(row), 0, 0n);
  if (unit === IntervalUnit.DAY_TIME) return (row) => formatInterval(0, part(row * 2), BigInt(part(row * 2 + 1)) * 1000n);
  return (row) => {
    const nanos = (BigInt(part(row * 4 + 3)) << 32n) | BigInt(part(row * 4 + 2) >>> 0);
    return formatInterval(part(row * 4), part(row * 4 + 1), nanos / 1000n);
  };
}

function listReader(data: Data, offset: (row: number) => number): ReadValue {
  const child = data.children[0];
  if (child === undefined) return () => [];
  const read = columnReader(child);
  return (row) => {
    const items: Value[] = [];
    const end = offset(row + 1);
    for (let index = offset(row); index < end; index++) items.push(read(index));
    return items;
  };
}

function structReader(data: Data, type: DataType): ReadValue {
  return recordReader(
    type.children.map((field) => field.name),
    data.children.map(columnReader),
  );
}

/** Builds one object a row. `__proto__` becomes an ordinary key. */
export function recordReader(names: readonly string[], readers: readonly ReadValue[]): (row: number) => { [name: string]: Value } {
  const isInert = !names.includes("__proto__");
  return (row) => {
    const record: { [name: string]: Value } = {};
    for (let index = 0; index < readers.length; index++) {
      const name = names[index] ?? "";
      const value = readers[index]?.(row) ?? null;
      if (isInert) record[name] = value;
      else Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return record;
  };
}

function dictionaryReader(data: Data): ReadValue {
  const dictionary = data.dictionary as Vector;
  const chunks = dictionary.data.map((chunk) => ({ length: chunk.length, read: columnReader(chunk) }));
  return (row) => {
    let index = Number((data.values as Int32Array)[row]);
    for (const chunk of chunks) {
      if (index < chunk.length) return chunk.read(index);
      index -= chunk.length;
    }
    // DuckDB's streamed results leave the texts of an ENUM out.
    throw new AssayError("unsupported", "A column of type ENUM came without its texts.", { hint: "Cast it in SQL: column::VARCHAR." });
  };
}
