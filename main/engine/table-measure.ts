import { measure } from "#shared/cells/measure.ts";
import type { TableMeasure } from "#shared/contract/contract.ts";
import type { MeasureMethod } from "#shared/statistics/measure-methods.ts";
import { registeredFamilies } from "./cells/registered-families.ts";
import { residentOf } from "./run-context.ts";
import type { SessionCore } from "./session-core.ts";
import { findTable } from "./tables.ts";

type Wanted = { readonly table: string; readonly method: MeasureMethod; readonly people: readonly string[] };

const mostRemembered = 40;

/** Measures of tables as they stand, as a measure cell with nothing but `method` and `from` would find them. Remembered by content. */
export function createTableMeasures(core: SessionCore): (wanted: Wanted, signal: AbortSignal) => Promise<TableMeasure> {
  const remembered = new Map<string, TableMeasure>();
  return async ({ table: name, method, people }, signal) => {
    const shown = await findTable(core, name);
    const [place] = residentOf(shown.table, shown.owner);
    const key = JSON.stringify([place?.contentHash, shown.table, method, people]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const reading = measure.read(JSON.stringify({ method, from: shown.table, people }));
    if (!reading.ok) throw new Error(`a measure of ${shown.table} cannot be read: ${reading.problems[0]?.sentence}`);
    const ipc = await core.folder.tables.readTable(place?.recipe ?? "", place?.keptName ?? shown.table);
    const { compute, models } = core.parts;
    const found: TableMeasure = await compute.measureTables(
      {
        body: reading.body,
        tables: [{ table: shown.table, ipc }],
        families: await registeredFamilies(models.list),
        simulated: shown.stored.result.simulated,
      },
      signal,
    );
    remembered.set(key, found);
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    return found;
  };
}
