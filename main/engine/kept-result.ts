import { AssayError } from "#shared/assay-error.ts";
import type { TableSummary } from "#shared/journal/entries.ts";
import type { EvaluatedCell } from "./evaluation.ts";
import type { StoredResult } from "./parts/table-store.ts";
import type { SessionCore } from "./session-core.ts";

export type Tables = readonly { readonly name: string; readonly ipc: Uint8Array }[];

export function tableSummaries(core: SessionCore, tables: Tables): readonly TableSummary[] {
  return tables.map(({ name, ipc }) => {
    const { schema, rows } = core.parts.arrow.schema(ipc);
    return { name, rows, columns: schema.columns };
  });
}

export function contentHashes(core: SessionCore, tables: Tables): { readonly [table: string]: string } {
  return Object.fromEntries(tables.map(({ name, ipc }) => [name, core.parts.hashBytes(ipc)]));
}

/** Whether any result this cell reads came from simulated models: the mark travels with the numbers. */
export async function readsSimulated(core: SessionCore, cell: EvaluatedCell): Promise<boolean> {
  const evaluation = await core.refresh();
  const upstream = evaluation.graph.nodes.get(cell.cell.name)?.upstream ?? [];
  return upstream.some((name) => evaluation.cells.get(name)?.shown?.stored.result.simulated === true);
}

/** Writes a result whole, and puts its tables where the database can see them. */
export async function keepResult(core: SessionCore, cell: EvaluatedCell, key: string, stored: StoredResult, tables: Tables): Promise<void> {
  try {
    await core.folder.tables.write(key, stored, tables);
  } catch (error) {
    if (error instanceof AssayError) {
      throw new AssayError(error.code, `The result of ${cell.cell.name} could not be kept: ${error.message}`, {
        hint: error.hint ?? "Every answer is in the journal; run the cell again once there is room, free of charge.",
        place: { ...error.place, cell: cell.cell.name },
        cause: error,
      });
    }
    throw error;
  }
  core.forgetResult(key);
  for (const { name, ipc } of tables) await core.resident.put(name, stored.contentHashes[name] ?? "", ipc);
}
