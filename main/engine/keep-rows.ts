import { AssayError } from "#shared/assay-error.ts";
import type { RowChoice, RowRange } from "#shared/contract/schemas.ts";
import type { SessionCore } from "./session-core.ts";
import { readChosenRows } from "./tables.ts";

const mostRows = 100_000;
const pieceBytes = 8 * 1024 * 1024;
const mostNames = 1000;

/**
 * Chosen rows of a view as a new file `data/NAME.jsonl` below the notebook's folder, whole or not at all. Where the name is
 * taken, the first free NAME_2, NAME_3 …: nothing is overwritten. Throws unsupported, not-found, disk-full, stopped.
 */
export async function keepRows(
  core: SessionCore,
  choice: RowChoice,
  name: string,
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly rows: number }> {
  const { parts, folder } = core;
  const wanted = countRows(choice.ranges);
  if (wanted > mostRows)
    throw new AssayError(
      "unsupported",
      `${wanted.toLocaleString("en")} rows are more than the ${mostRows.toLocaleString("en")} kept at once.`,
      {
        hint: "Filter the table further, or keep the view as a SQL cell, which copies nothing.",
      },
    );
  const ipc = await readChosenRows(core, choice, signal);
  const { rows } = parts.arrow.schema(ipc);
  if (rows !== wanted)
    throw new AssayError("not-found", `Of ${wanted.toLocaleString("en")} chosen rows ${rows.toLocaleString("en")} are there.`, {
      hint: "The table has changed; choose them again.",
    });
  const bytes = new Uint8Array(await (await parts.encodeTable(ipc, "jsonl")).arrayBuffer());
  const staging = parts.createIdentifier();
  const file = `${name}.jsonl`;
  await parts.imports.begin(folder.path, staging, [{ path: file, size: bytes.byteLength }]);
  try {
    for (let offset = 0; offset < bytes.byteLength; offset += pieceBytes) {
      signal.throwIfAborted();
      await parts.imports.append(folder.path, staging, file, offset, bytes.subarray(offset, offset + pieceBytes));
    }
    return { path: await keepUnderFreeName(core, staging, name), rows };
  } catch (error) {
    await parts.imports.discard(folder.path, staging);
    throw error;
  }
}

async function keepUnderFreeName({ parts, folder }: SessionCore, staging: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = `data/${name}${number === 1 ? "" : `_${number}`}.jsonl`;
    try {
      await parts.imports.keep(folder.path, staging, path, "file");
      return path;
    } catch (error) {
      if (!(error instanceof AssayError) || error.code !== "name-taken" || number === mostNames) throw error;
    }
  }
}

function countRows(ranges: readonly RowRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + Math.max(0, last - first + 1), 0);
}
