import type { ExportBody } from "#shared/cells/export.ts";
import type { ReviseBody } from "#shared/cells/revise.ts";
import type { TeacherBody } from "#shared/cells/teacher.ts";
import type { OriginFacts } from "#shared/export/provenance.ts";
import { canonicalJson } from "#shared/journal/canonical-json.ts";
import type { AncestorResult } from "../cell-runner.ts";
import { callParameters } from "../parameters.ts";
import { bodyOf, cellsAbove, decidingCells, givesRows } from "./lineage.ts";
import { type Version, versionsOf } from "./versions.ts";

/** Their rows are their own texts: whoever wrote what they read wrote none of these. */
const writers: ReadonlySet<string> = new Set(["teacher", "student"]);

/** What the cells above an export know of its rows: who was asked how, and by which rubric or constitution they were decided. */
export function originsOf(body: ExportBody, ancestors: readonly AncestorResult[]): OriginFacts {
  const cells = cellsAbove(ancestors, [body.from], (cell, reference) => !writers.has(cell.kind) && givesRows(cell, reference));
  const asked = new Map<string, Set<string>>();
  for (const cell of cells.filter(({ kind }) => kind === "teacher")) {
    const parameters = canonicalJson(callParameters(bodyOf(cell) as Partial<TeacherBody>));
    for (const model of modelsOf(cell)) asked.set(model, (asked.get(model) ?? new Set()).add(parameters));
  }
  // Two cells that asked it differently: a row does not say which of them wrote it.
  const known = [...asked].flatMap(([model, [only, ...others]]) =>
    only === undefined || others.length > 0 ? [] : [[model, only] as const],
  );
  return {
    parameters: new Map(known),
    revisers: revisersIn(cells),
    rubricVersion: versionText(versionsOf(decidingCells(body, ancestors))),
  };
}

function modelsOf(cell: AncestorResult): readonly string[] {
  const { models = [], edit } = bodyOf(cell) as Partial<TeacherBody>;
  return [...models, ...(edit?.stages ?? []).flatMap(({ model }) => model ?? [])];
}

function revisersIn(cells: readonly AncestorResult[]): NonNullable<OriginFacts["revisers"]> {
  return cells.flatMap((cell) => {
    if (cell.kind !== "revise") return [];
    const { model = null, ...body } = bodyOf(cell) as Partial<ReviseBody>;
    // The seed draws principles; it is never sent.
    return [{ model, parameters: canonicalJson(callParameters({ ...body, seed: undefined })) }];
  });
}

/** Rubrics and constitutions by their versions: `house@3f2a…`. */
function versionText(versions: readonly Version[]): string | null {
  const found = versions.filter(({ kind }) => kind !== "prompt").map(({ cell, version }) => `${cell}@${version}`);
  return found.length === 0 ? null : found.join(", ");
}
