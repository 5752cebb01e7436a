import { AssayError, type Problem, problemOf } from "#shared/assay-error.ts";
import type { ChatMessage } from "#shared/journal/call.ts";
import { readTemplate, render } from "#shared/prompts/template.ts";
import type { FirstAsked, RunContext } from "./cells/cell-runner.ts";
import { runners } from "./cells/runners.ts";
import type { EvaluatedCell, Evaluation } from "./evaluation.ts";
import { runContext } from "./run-context.ts";
import type { Session } from "./session.ts";

export type RenderedPrompt = { readonly messages: readonly ChatMessage[]; readonly problems: readonly Problem[]; readonly tokens: number };

/** What a cell would send for its n-th row. A prompt cell is shown with the rows of the first cell that uses it. */
export async function renderForRow(session: Session, name: string, row: number, signal: AbortSignal): Promise<RenderedPrompt> {
  const evaluation = await session.refresh();
  const cell = evaluation.cells.get(name);
  if (cell === undefined)
    throw new AssayError("cell-unknown", `There is no cell \`${name}\`.`, { hint: "It may have been renamed or removed." });
  try {
    const messages = await messagesFor(session, cell, evaluation, row, signal);
    const tokens = messages.reduce((sum, message) => sum + session.parts.models.countTokens(message.content), 0);
    return { messages, problems: [], tokens };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { messages: [], problems: [problemOf(error)], tokens: 0 };
  }
}

async function messagesFor(
  session: Session,
  cell: EvaluatedCell,
  evaluation: Evaluation,
  row: number,
  signal: AbortSignal,
): Promise<readonly ChatMessage[]> {
  const context = (of: EvaluatedCell) =>
    runContext(of, {
      parts: session.parts,
      folder: session.folder,
      title: session.title(),
      evaluation,
      resident: session.resident,
      signal,
    });
  if (runners.get(cell.cell.kind)?.type === "calls") return firstAsked(cell, context(cell), row);
  const template = readTemplate(cell.cell.source);
  const users = (evaluation.graph.nodes.get(cell.cell.name)?.downstream ?? []).flatMap((name) => evaluation.cells.get(name) ?? []);
  for (const user of users) {
    const from = user.references.find((reference) => reference.key === "from");
    const isItsPrompt = user.references.some(({ key, name }) => key === "prompt" && name.toLowerCase() === cell.cell.name.toLowerCase());
    if (from === undefined || !isItsPrompt) continue;
    if (user.cell.kind !== "teacher") return firstAsked(user, context(user), row);
    const input = await context(user).inputs.table(from.name);
    const found = input.rows[row];
    if (found === undefined)
      throw new AssayError("not-found", `\`${from.name}\` has ${input.rows.length} rows; there is no row ${row + 1}.`);
    return render(template, found);
  }
  return render(template, {});
}

function messagesOfPool(name: string, { rows, of }: FirstAsked, row: number): readonly ChatMessage[] {
  if (row >= rows)
    throw new AssayError(
      "not-found",
      `Before it runs, only the first ${rows === 1 ? "prompt" : `${rows} prompts`} of \`${name}\` can be told.`,
      {
        hint: "What it asks later follows from its replies; the row of each answer shows what was sent for it.",
      },
    );
  const { label, requests } = of(row);
  const [first] = requests;
  if (first === undefined) throw new AssayError("not-found", `Nothing is asked about ${label}.`, { hint: "Look at another row." });
  return first.messages;
}

/** What the n-th row, pair or answer is asked with first. */
async function firstAsked(cell: EvaluatedCell, context: RunContext<unknown>, row: number): Promise<readonly ChatMessage[]> {
  const runner = runners.get(cell.cell.kind);
  if (runner?.type !== "calls") return [];
  const { reading } = cell.cell;
  if (reading === null || !reading.ok)
    throw new AssayError("cell-invalid", `\`${cell.cell.name}\` can't be read, so there is no prompt to show.`, {
      hint: "Mend what its problems name.",
    });
  const program = await runner.program(context, null);
  const { size, unitsPerRow = 1, firstAsked } = program;
  if (firstAsked !== undefined) return messagesOfPool(cell.cell.name, firstAsked, row);
  const rows = Math.ceil(size / unitsPerRow);
  if (row >= rows) throw new AssayError("not-found", `\`${cell.cell.name}\` asks about ${rows} rows; there is no row ${row + 1}.`);
  const unit = program.unit(row * unitsPerRow);
  const step = unit.step([]);
  if (step.type === "ask") return step.requests[0]?.messages ?? [];
  const reason =
    step.ending.type === "unscored" ? step.ending.reason : step.ending.type === "failed" ? step.ending.sentence : "it needs no call";
  throw new AssayError("not-found", `Nothing is asked about ${unit.label}: ${reason}.`, { hint: "Look at another row." });
}
