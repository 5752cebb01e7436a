import { measure } from "#shared/cells/measure.ts";
import type { TableMeasure } from "#shared/contract/contract.ts";
import type { MeasureMethod } from "#shared/statistics/measure-methods.ts";
import { registeredFamilies } from "./cells/registered-families.ts";
import { residentOf } from "./run-context.ts";
import type { SessionCore } from "./session-core.ts";
import { findTable } from "./tables.ts";

type Wanted = { readonly table: string; readonly beside: readonly string[]; readonly method: MeasureMethod };

const mostRemembered = 40;

/** Measures of tables as they stand, as a measure cell with nothing but `method` and `from` would find them. Remembered by content. */
export function createTableMeasures(core: SessionCore): (wanted: Wanted, signal: AbortSignal) => Promise<TableMeasure> {
  const remembered = new Map<string, TableMeasure>();
  return async ({ table, beside, method }, signal) => {
    const shown = await Promise.all([table, ...beside].map((name) => findTable(core, name)));
    const places = shown.map((each) => ({ table: each.table, place: residentOf(each.table, each.owner)[0] }));
    const key = JSON.stringify([method, places.map(({ table: name, place }) => [name, place?.contentHash])]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const reading = measure.read(JSON.stringify({ method, from: places.map(({ table: name }) => name) }));
    if (!reading.ok) throw new Error(`a measure of ${table} cannot be read: ${reading.problems[0]?.sentence}`);
    const { compute, models } = core.parts;
    const found: TableMeasure = await compute.measureTables(
      {
        body: reading.body,
        tables: await Promise.all(
          places.map(async ({ table: name, place }) => ({
            table: name,
            ipc: await core.folder.tables.readTable(place?.recipe ?? "", place?.keptName ?? name),
          })),
        ),
        families: await registeredFamilies(models.list),
        simulated: shown.some(({ stored }) => stored.result.simulated),
      },
      signal,
    );
    remembered.set(key, found);
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    return found;
  };
}
