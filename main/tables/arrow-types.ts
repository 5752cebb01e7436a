import {
  Binary,
  Bool,
  DataType,
  DateDay,
  Decimal,
  type Dictionary,
  Field,
  Float64,
  Int64,
  List,
  type Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
} from "apache-arrow";
import { AssayError } from "#shared/assay-error.ts";
import { type ColumnType, double, integer, type TableSchema, text } from "#shared/data/table.ts";

/** How a column type is written. Every field is nullable and carries no metadata, so that equal tables are equal bytes. */
export function arrowType(type: ColumnType): DataType {
  switch (type.type) {
    case "boolean":
      return new Bool();
    case "integer":
      return new Int64();
    case "double":
      return new Float64();
    case "text":
      return new Utf8();
    case "date":
      return new DateDay();
    case "timestamp":
      return new TimestampMicrosecond();
    case "decimal":
      return new Decimal(type.scale, type.precision, 128);
    case "bytes":
      return new Binary();
    case "list":
      return new List(arrowField("item", type.item));
    case "struct":
      return new Struct(type.fields.map((field) => arrowField(field.name, field.type)));
  }
}

export function arrowField(name: string, type: ColumnType): Field {
  return new Field(name, arrowType(type), true);
}

/** What an Arrow type of any origin (DuckDB, Parquet files of other tools) reads as. */
export function columnType(type: DataType): ColumnType {
  if (DataType.isBool(type)) return { type: "boolean" };
  // Unsigned 64-bit integers do not fit ours.
  if (DataType.isInt(type)) return type.bitWidth === 64 && !type.isSigned ? { type: "decimal", precision: 20, scale: 0 } : integer;
  if (DataType.isFloat(type)) return double;
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isNull(type)) return text;
  if (DataType.isDate(type)) return { type: "date" };
  if (DataType.isTimestamp(type)) return { type: "timestamp" };
  if (DataType.isDecimal(type)) return decimalType(type);
  if (DataType.isBinary(type) || DataType.isLargeBinary(type) || DataType.isFixedSizeBinary(type)) return { type: "bytes" };
  if (DataType.isTime(type) || DataType.isInterval(type) || DataType.isDuration(type)) return text;
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) return { type: "list", item: columnType(type.valueType) };
  if (DataType.isMap(type)) return { type: "list", item: structType(type.childType) };
  if (DataType.isStruct(type)) return structType(type);
  if (DataType.isDictionary(type)) return columnType((type as Dictionary).dictionary);
  throw new AssayError("unsupported", `A column of Arrow type ${String(type)} can't be read.`, {
    hint: "Cast it to text, a number, a list or a struct first.",
  });
}

export function tableSchema(schema: Schema): TableSchema {
  return { columns: schema.fields.map((field) => ({ name: field.name, type: columnType(field.type) })) };
}

function decimalType(type: Decimal): ColumnType {
  if (type.bitWidth === 128) return { type: "decimal", precision: type.precision, scale: type.scale };
  throw new AssayError("unsupported", `A decimal column of ${type.bitWidth} bits can't be read.`, {
    hint: "Write it with at most 38 digits, or as text.",
  });
}

function structType(type: DataType): ColumnType {
  return { type: "struct", fields: type.children.map((field) => ({ name: field.name, type: columnType(field.type) })) };
}
