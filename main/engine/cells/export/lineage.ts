import type { Reference } from "#shared/cells/cell-kind.ts";
import type { ExportBody } from "#shared/cells/export.ts";
import type { Recipe } from "#shared/graph/recipe.ts";
import type { AncestorResult } from "../cell-runner.ts";

type Follows = (cell: AncestorResult, reference: Reference) => boolean;

/** The cells some tables come from, along the references that are followed; each after those it reads. */
export function cellsAbove(ancestors: readonly AncestorResult[], tables: readonly string[], follows: Follows): readonly AncestorResult[] {
  const seen = new Set<AncestorResult>();
  const found: AncestorResult[] = [];
  const visit = (table: string): void => {
    const owner = ownerOf(ancestors, table);
    if (owner === undefined || seen.has(owner)) return;
    seen.add(owner);
    for (const reference of owner.references) if (follows(owner, reference)) visit(reference.name);
    found.push(owner);
  };
  for (const table of tables) visit(table);
  return found;
}

/** The cells that decide what is exported, and the tables of theirs that the export reads. */
export type DecidingCells = { readonly tables: readonly string[]; readonly cells: readonly AncestorResult[] };

/** Cells that are only quoted on the card, under `measures:`, decide nothing. */
export function decidingCells({ from, scores, criteria, rubric }: ExportBody, ancestors: readonly AncestorResult[]): DecidingCells {
  const tables = [from, ...scores, criteria, rubric].filter((table) => table !== undefined);
  return { tables, cells: cellsAbove(ancestors, tables, () => true) };
}

/** Whether a cell's rows come out of what it reads there, beside what only says how they are made: prompts, rubrics, scores. */
export function givesRows(cell: AncestorResult, { key }: Reference): boolean {
  if (cell.kind === "sql") return true;
  const [place, at] = key.split(".");
  if (place === "from" || key === "persona.personas") return true;
  const { steps } = bodyOf(cell);
  return place === "steps" && Array.isArray(steps) && (steps as readonly { readonly type?: unknown }[])[Number(at)]?.type === "mix";
}

export function ownerOf(ancestors: readonly AncestorResult[], table: string): AncestorResult | undefined {
  const wanted = table.toLowerCase();
  return ancestors.find(({ name, stored }) =>
    [name, ...Object.keys(stored?.contentHashes ?? {})].some((each) => each.toLowerCase() === wanted),
  );
}

/** The body a cell's result was made by, which its text may have left behind; without the keys that name inputs. */
export function bodyOf({ body, stored }: AncestorResult): { readonly [key: string]: unknown } {
  const recipe = recipeIn(stored);
  return fields(recipe === null ? body : recipe.body);
}

/** Content hashes of what a cell's result was made of, by the key that names each. */
export function inputsOf({ stored }: AncestorResult): { readonly [key: string]: string } {
  return recipeIn(stored)?.inputs ?? {};
}

/** Recipes are our own canonical JSON; a result kept before its recipe was known has none. */
function recipeIn(stored: AncestorResult["stored"]): Recipe | null {
  return stored === null || stored.recipeText === "" ? null : JSON.parse(stored.recipeText);
}

function fields(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
