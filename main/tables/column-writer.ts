import type { Data } from "apache-arrow";
import type { ColumnType, Value } from "#shared/data/table.ts";
import { booleanWriter, dateWriter, decimalWriter, doubleWriter, integerWriter, timestampWriter } from "./fixed-writers.ts";
import { listWriter, structWriter } from "./nested-writers.ts";
import { bytesWriter, textWriter } from "./variable-writers.ts";

/** Builds one column of a batch. What it yields depends on the values alone: null slots are zero, unused bits too. */
export type ColumnWriter = {
  /** Throws ValueMismatch. */
  readonly append: (value: Value | undefined) => void;
  /** The same for rows `from` to `to` of Arrow data of any type that reads as this column's type. */
  readonly copy: (data: Data, from: number, to: number) => void;
  /** Bytes of text and items so far: what decides where a batch ends. */
  readonly byteLength: () => number;
  /** The batch's column, to be copied before the next row; the writer starts anew. */
  readonly flush: () => Data;
};

export function columnWriter(type: ColumnType): ColumnWriter {
  switch (type.type) {
    case "boolean":
      return booleanWriter();
    case "integer":
      return integerWriter();
    case "double":
      return doubleWriter();
    case "text":
      return textWriter();
    case "date":
      return dateWriter();
    case "timestamp":
      return timestampWriter();
    case "decimal":
      return decimalWriter(type.precision, type.scale);
    case "bytes":
      return bytesWriter();
    case "list":
      return listWriter(type, columnWriter(type.item));
    case "struct":
      return structWriter(
        type,
        type.fields.map((field) => ({ name: field.name, writer: columnWriter(field.type) })),
      );
  }
}
