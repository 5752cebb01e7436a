import type { ConstitutionBody } from "#shared/cells/constitution.ts";
import { constitutionHash } from "#shared/constitution/principle.ts";
import { sha256Hex } from "#shared/journal/sha256.ts";
import type { AncestorResult } from "../cell-runner.ts";
import { bodyOf, type DecidingCells, inputsOf, ownerOf } from "./lineage.ts";

export type Version = { readonly cell: string; readonly kind: string; readonly version: string };

/**
 * The prompts, rubrics and constitutions of some cells by the versions that the results below them were made with: twelve
 * hexadecimal digits of SHA-256, for a constitution those that its cell shows and its rows carry. A cell edited since counts as it was.
 */
export function versionsOf({ cells, tables }: DecidingCells): readonly Version[] {
  return cells.flatMap((cell) => {
    const now = contentOf(cell);
    if (now === null) return [];
    const isOf = (table: string): boolean => ownerOf([cell], table) !== undefined;
    const used = cells.flatMap((reader) => {
      const inputs = inputsOf(reader);
      return reader.references.flatMap(({ name, key }) => (isOf(name) ? (inputs[key] ?? []) : []));
    });
    const read = used.length === 0 || tables.some(isOf) ? [...used, now.hash] : used;
    const versions = read.map((hash) => (hash === now.hash ? now.version : hash.slice(0, 12)));
    return [...new Set(versions)].map((version) => ({ cell: cell.name, kind: cell.kind, version }));
  });
}

/** A cell's content as recipes name it, with its version; null for kinds that have none, and without a result. */
function contentOf(cell: AncestorResult): { readonly hash: string; readonly version: string } | null {
  const { kind, name, source, stored } = cell;
  const hash = kind === "prompt" ? sha256Hex(source) : stored?.contentHashes[name];
  if (hash === undefined) return null;
  if (kind === "prompt" || kind === "rubric") return { hash, version: hash.slice(0, 12) };
  if (kind !== "constitution") return null;
  const { principles = [] } = bodyOf(cell) as Partial<ConstitutionBody>;
  return { hash, version: constitutionHash(principles) };
}
