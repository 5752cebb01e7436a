import type { Row, TableSchema, Value } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { reshape } from "#shared/import/apply-shape.ts";
import type { Inspection } from "#shared/import/inspection.ts";
import type { Recognised } from "#shared/import/recognise.ts";
import { shapeOf } from "#shared/import/shapes.ts";
import style from "./Import.module.css";

type MappedRowsProps = { readonly inspection: Inspection; readonly reading: Recognised; readonly keepsOwn: boolean };

const shownRows = 3;
const shownText = 200;

/** The first rows as the cell would have them. */
export function MappedRows({ inspection, reading, keepsOwn }: MappedRowsProps) {
  const { schema, rows, made } = mappedRows(inspection, reading, keepsOwn);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={style.rows} tabIndex={0} aria-label="First rows">
      <table>
        <thead>
          <tr>
            {schema.columns.map(({ name }) => (
              <th key={name} scope="col" data-made={made.has(name)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the first rows of a file never move
            <tr key={index}>
              {schema.columns.map(({ name }) => (
                <td key={name}>
                  <div className={style.value}>{shown(row[name])}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function mappedRows(
  { schema, first }: Inspection,
  { shape, columns }: Recognised,
  keepsOwn: boolean,
): { readonly schema: TableSchema; readonly rows: readonly Row[]; readonly made: ReadonlySet<string> } {
  if (shape !== null) {
    const { schema: into, map } = reshape(shapeOf(shape), schema, keepsOwn ? null : []);
    const rows = first.flatMap((row) => {
      const shaped = map(row);
      return shaped.ok ? shaped.rows : [];
    });
    return {
      schema: into,
      rows: rows.slice(0, shownRows),
      made: new Set(
        shapeOf(shape)
          .columns(schema)
          .map(({ name }) => name),
      ),
    };
  }
  const names = new Map(Object.entries(columns).map(([name, source]) => [source, name]));
  const renamed = (name: string): string => names.get(name) ?? name;
  return {
    schema: { columns: schema.columns.map((column) => ({ ...column, name: renamed(column.name) })) },
    rows: first.slice(0, shownRows).map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [renamed(name), value]))),
    made: new Set(Object.keys(columns)),
  };
}

function shown(value: Value | undefined): string {
  const text = textOfValue(value ?? null);
  return text.length > shownText ? `${text.slice(0, shownText)} …` : text;
}
