import {
  Bool,
  type Data,
  DataType,
  DateDay,
  DateUnit,
  Decimal,
  Float64,
  Int64,
  makeData,
  Precision,
  TimestampMicrosecond,
  TimeUnit,
} from "apache-arrow";
import type { Value } from "#shared/data/table.ts";
import { columnReader, isSet, type ReadValue } from "./column-reader.ts";
import type { ColumnWriter } from "./column-writer.ts";
import { parseDecimal } from "./decimals.ts";
import { ValueMismatch } from "./mismatch.ts";
import { parseDate, parseTimestamp } from "./moments.ts";
import { Validity } from "./validity.ts";

const leastInteger = -(2n ** 63n);
const greatestInteger = 2n ** 63n - 1n;

type Slots = Float64Array | Int32Array | BigInt64Array;

/** A column whose values take `width` array slots each. */
type FixedLayout<S extends Slots> = {
  readonly type: DataType;
  readonly width: number;
  readonly zero: S[number];
  readonly create: (length: number) => S;
  /** Throws ValueMismatch. */
  readonly put: (slots: S, index: number, value: Exclude<Value, null>) => void;
  /** Whether Arrow data of the type lies in memory just as here. */
  readonly isSame: (type: DataType) => boolean;
  readonly view: (values: ArrayBufferView) => S;
  /** Makes equal values that were copied equal bytes. */
  readonly tidy?: (slots: S, from: number, to: number) => void;
  /** How rows of other Arrow types are read; `columnReader` unless given. */
  readonly convert?: (data: Data) => ReadValue;
};

export function integerWriter(): ColumnWriter {
  return fixedWriter<BigInt64Array>({
    type: new Int64(),
    width: 1,
    zero: 0n,
    create: (length) => new BigInt64Array(length),
    put: (slots, index, value) => {
      slots[index] = integerOf(value);
    },
    isSame: (type) => DataType.isInt(type) && type.bitWidth === 64 && type.isSigned,
    view: (values) => values as BigInt64Array,
    // Integers of more than 64 bits read as text.
    convert: (data) => {
      const read = columnReader(data);
      return (row) => {
        const value = read(row);
        return typeof value === "string" ? BigInt(value) : value;
      };
    },
  });
}

function integerOf(value: Value): bigint {
  if (typeof value === "bigint" && value >= leastInteger && value <= greatestInteger) return value;
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 63) return BigInt(value);
  throw new ValueMismatch("a whole number of 64 bits", value);
}

export function doubleWriter(): ColumnWriter {
  return fixedWriter<Float64Array>({
    type: new Float64(),
    width: 1,
    zero: 0,
    create: (length) => new Float64Array(length),
    put: (slots, index, value) => {
      if (typeof value !== "number" && typeof value !== "bigint") throw new ValueMismatch("a number", value);
      slots[index] = Number(value);
    },
    isSame: (type) => DataType.isFloat(type) && type.precision === Precision.DOUBLE,
    view: (values) => values as Float64Array,
    tidy: (slots, from, to) => {
      // NaN comes in many bit patterns; one is kept.
      for (let index = from; index < to; index++) if (Number.isNaN(slots[index])) slots[index] = Number.NaN;
    },
  });
}

export function dateWriter(): ColumnWriter {
  return fixedWriter<Int32Array>({
    type: new DateDay(),
    width: 1,
    zero: 0,
    create: (length) => new Int32Array(length),
    put: (slots, index, value) => {
      const days = typeof value === "string" ? parseDate(value) : null;
      if (days === null) throw new ValueMismatch("a date such as 2026-01-31", value);
      slots[index] = days;
    },
    isSame: (type) => DataType.isDate(type) && type.unit === DateUnit.DAY,
    view: (values) => values as Int32Array,
  });
}

export function timestampWriter(): ColumnWriter {
  return fixedWriter<BigInt64Array>({
    type: new TimestampMicrosecond(),
    width: 1,
    zero: 0n,
    create: (length) => new BigInt64Array(length),
    put: (slots, index, value) => {
      const micros = typeof value === "string" ? parseTimestamp(value) : null;
      if (micros === null) throw new ValueMismatch("a timestamp such as 2026-01-31T12:00:00Z", value);
      slots[index] = micros;
    },
    isSame: (type) => DataType.isTimestamp(type) && type.unit === TimeUnit.MICROSECOND,
    view: (values) => values as BigInt64Array,
  });
}

export function decimalWriter(precision: number, scale: number): ColumnWriter {
  const expected = `a decimal of ${precision} digits, ${scale} after the point`;
  return fixedWriter<BigInt64Array>({
    type: new Decimal(scale, precision, 128),
    width: 2,
    zero: 0n,
    create: (length) => new BigInt64Array(length),
    put: (slots, index, value) => {
      const isNumber = typeof value === "string" || typeof value === "bigint" || typeof value === "number";
      const unscaled = isNumber ? parseDecimal(String(value), precision, scale) : null;
      if (unscaled === null) throw new ValueMismatch(expected, value);
      slots[index * 2] = BigInt.asIntN(64, unscaled);
      slots[index * 2 + 1] = unscaled >> 64n;
    },
    isSame: (type) => DataType.isDecimal(type) && type.bitWidth === 128 && type.scale === scale && type.precision === precision,
    view: (values) => new BigInt64Array(values.buffer, values.byteOffset, values.byteLength / 8),
  });
}

function fixedWriter<S extends Slots>(layout: FixedLayout<S>): ColumnWriter {
  const { width } = layout;
  const validity = new Validity();
  let slots = layout.create(1024 * width);
  const reserve = (count: number) => {
    const needed = (validity.length + count) * width;
    if (needed <= slots.length) return;
    const grown = layout.create(Math.max(needed, slots.length * 2));
    grown.set(slots as never);
    slots = grown;
  };
  const append = (value: Value | undefined) => {
    reserve(1);
    if (value !== null && value !== undefined) layout.put(slots, validity.length, value);
    validity.append(value !== null && value !== undefined);
  };
  return {
    append,
    copy: (data, from, to) => {
      if (!layout.isSame(data.type as DataType)) {
        const read = (layout.convert ?? columnReader)(data);
        for (let row = from; row < to; row++) append(read(row));
        return;
      }
      reserve(to - from);
      const start = validity.length * width;
      slots.set(layout.view(data.values).subarray(from * width, to * width) as never, start);
      layout.tidy?.(slots, start, start + (to - from) * width);
      if (data.nullCount === 0) {
        validity.appendValid(to - from);
        return;
      }
      for (let row = from; row < to; row++) {
        const isValid = isSet(data.nullBitmap, row);
        if (!isValid) slots.fill(layout.zero as never, validity.length * width, (validity.length + 1) * width);
        validity.append(isValid);
      }
    },
    byteLength: () => 0,
    flush: () => {
      const rows = validity.take();
      const values = slots.slice(0, rows.length * width);
      slots.fill(layout.zero as never, 0, rows.length * width);
      const data = layout.type instanceof Decimal ? new Uint32Array(values.buffer) : values;
      return makeData({ type: layout.type, ...rows, data } as Parameters<typeof makeData>[0]);
    },
  };
}

export function booleanWriter(): ColumnWriter {
  const validity = new Validity();
  const values = new Validity();
  const append = (value: Value | undefined) => {
    if (value !== null && value !== undefined && typeof value !== "boolean") throw new ValueMismatch("true or false", value);
    values.append(value === true);
    validity.append(value !== null && value !== undefined);
  };
  return {
    append,
    copy: (data, from, to) => {
      const read = columnReader(data);
      for (let row = from; row < to; row++) append(read(row));
    },
    byteLength: () => 0,
    flush: () => {
      const { length, nullBitmap } = values.take();
      const data = nullBitmap ?? new Uint8Array(Math.ceil(length / 8)).fill(0xff);
      return makeData({ type: new Bool(), ...validity.take(), data });
    },
  };
}
