import { AssayError } from "#shared/assay-error.ts";
import type { RubricBody } from "#shared/cells/rubric.ts";
import { rubric as rubricKind } from "#shared/cells/rubric.ts";
import { type Rubric, readRubric } from "#shared/rubric/rubric-table.ts";
import type { InputTable, RunContext } from "../cell-runner.ts";

type RubricInput = { readonly rubric: Rubric; readonly input: InputTable; readonly body: RubricBody };

/** The rubric a cell names under `key`. Throws cell-invalid when the name is another kind's table. */
export async function rubricNamed(
  context: Pick<RunContext<unknown>, "inputs" | "ancestors">,
  name: string,
  key: string,
): Promise<RubricInput> {
  const input = await context.inputs.table(name);
  const owner = (await context.ancestors()).find((ancestor) => ancestor.name === input.cell);
  const rubric = readRubric(input.rows);
  if (owner?.kind === rubricKind.kind && input.table.toLowerCase() === owner.name.toLowerCase()) {
    // A body reaches this place only after the kind of the same name has read it.
    if (rubric !== null) return { rubric, input, body: owner.body as RubricBody };
    throw new AssayError("not-found", `\`${name}\` has no criteria yet.`, { hint: `Run ${name}, and see its errors.`, place: { key } });
  }
  throw new AssayError("cell-invalid", `\`${name}\` is no rubric${owner === undefined ? "" : `, but a table of a ${owner.kind} cell`}.`, {
    hint: "Name a rubric cell.",
    place: { key },
  });
}

/** A rubric that may be judged by: criteria a model wrote count once a person has read them. Throws forbidden until then. */
export async function approvedRubric(
  context: Pick<RunContext<unknown>, "inputs" | "ancestors">,
  name: string,
  key: string,
): Promise<Rubric> {
  const { rubric, input, body } = await rubricNamed(context, name, key);
  const offered = input.result.result.approvable ?? null;
  const approval = rubricKind.approvalOf?.(body, offered) ?? null;
  if (approval === null || approval.isApproved) return rubric;
  if (input.result.result.triedRows !== null || offered === null)
    throw new AssayError("forbidden", `The criteria of \`${name}\` were written for some prompts only, and nobody has approved them.`, {
      hint: `Run ${name} whole, read its criteria and approve them.`,
      place: { key },
    });
  throw new AssayError("forbidden", `The criteria a model wrote in \`${name}\` are ${approval.sentence}.`, {
    hint: `Read them under Per prompt of ${name} and press Approve, or write \`approved: ${offered.hash}\` in that cell.`,
    place: { key },
  });
}
