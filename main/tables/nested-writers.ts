import { type Data, DataType, makeData } from "apache-arrow";
import type { ColumnType, Value } from "#shared/data/table.ts";
import { arrowType } from "./arrow-types.ts";
import { columnReader, isSet, offsetReader } from "./column-reader.ts";
import type { ColumnWriter } from "./column-writer.ts";
import { ValueMismatch } from "./mismatch.ts";
import { Validity } from "./validity.ts";
import { GrowingOffsets } from "./variable-writers.ts";

/** An item counts for this many bytes when a batch's size is weighed. */
const itemBytes = 8;

export function listWriter(type: Extract<ColumnType, { type: "list" }>, item: ColumnWriter): ColumnWriter {
  const arrow = arrowType(type);
  const validity = new Validity();
  const ends = new GrowingOffsets();
  let items = 0;
  const close = (isValid: boolean) => {
    ends.append(items);
    validity.append(isValid);
  };
  const append = (value: Value | undefined) => {
    const isValid = value !== null && value !== undefined;
    if (isValid) {
      if (!Array.isArray(value)) throw new ValueMismatch("a list", value);
      appendItems(value, item);
      items += value.length;
    }
    close(isValid);
  };
  return {
    append,
    copy: (data, from, to) => {
      const child = data.children[0];
      if (!(DataType.isList(data.type) || DataType.isMap(data.type)) || child === undefined) {
        const read = columnReader(data);
        for (let row = from; row < to; row++) append(read(row));
        return;
      }
      const offset = offsetReader(data);
      for (let row = from; row < to; row++) {
        const isValid = data.nullCount === 0 || isSet(data.nullBitmap, row);
        if (isValid) {
          item.copy(child, offset(row), offset(row + 1));
          items += offset(row + 1) - offset(row);
        }
        close(isValid);
      }
    },
    byteLength: () => items * itemBytes + item.byteLength(),
    flush: () => {
      items = 0;
      return makeData({ type: arrow, ...validity.take(), valueOffsets: ends.take(), child: item.flush() } as Parameters<
        typeof makeData
      >[0]);
    },
  };
}

function appendItems(values: readonly Value[], item: ColumnWriter): void {
  for (let index = 0; index < values.length; index++) {
    try {
      item.append(values[index]);
    } catch (error) {
      throw error instanceof ValueMismatch ? error.within(`[${index}]`) : error;
    }
  }
}

export function structWriter(
  type: Extract<ColumnType, { type: "struct" }>,
  fields: readonly { readonly name: string; readonly writer: ColumnWriter }[],
): ColumnWriter {
  const arrow = arrowType(type);
  const validity = new Validity();
  const appendFields = recordAppender(fields);
  const appendNull = () => {
    for (const { writer } of fields) writer.append(null);
    validity.append(false);
  };
  const append = (value: Value | undefined) => {
    if (value === null || value === undefined) return appendNull();
    if (typeof value !== "object" || Array.isArray(value) || value instanceof Uint8Array) throw new ValueMismatch("an object", value);
    appendFields(value as { readonly [field: string]: Value });
    validity.append(true);
  };
  const copyRun = (data: Data, from: number, to: number) => {
    fields.forEach(({ writer }, index) => {
      const child = data.children[index];
      if (child !== undefined) writer.copy(child, from, to);
    });
    validity.appendValid(to - from);
  };
  return {
    append,
    copy: (data, from, to) => {
      if (data.nullCount === 0) return copyRun(data, from, to);
      for (let row = from; row < to; row++) {
        if (isSet(data.nullBitmap, row)) copyRun(data, row, row + 1);
        else appendNull();
      }
    },
    byteLength: () => fields.reduce((sum, { writer }) => sum + writer.byteLength(), 0),
    flush: () =>
      makeData({ type: arrow, ...validity.take(), children: fields.map(({ writer }) => writer.flush()) } as Parameters<typeof makeData>[0]),
  };
}

/** Appends a record's own fields, and null for what it lacks; inherited names such as `constructor` are not its own. */
export function recordAppender(
  fields: readonly { readonly name: string; readonly writer: ColumnWriter }[],
): (record: { readonly [name: string]: Value }) => void {
  const inherited = fields.map(({ name }) => name in Object.prototype);
  return (record) => {
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index];
      if (field === undefined) continue;
      try {
        field.writer.append(inherited[index] === true && !Object.hasOwn(record, field.name) ? null : record[field.name]);
      } catch (error) {
        throw error instanceof ValueMismatch ? error.within(`.${field.name}`) : error;
      }
    }
  };
}
