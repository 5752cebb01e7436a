import { AssayError, type Problem, problemOf } from "#shared/assay-error.ts";
import type { ChatMessage } from "#shared/journal/call.ts";
import { readTemplate, render } from "#shared/prompts/template.ts";
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
  const runner = runners.get(cell.cell.kind);
  if (runner?.type === "calls") {
    const program = await runner.program(context(cell), null);
    if (row >= program.size) throw new AssayError("not-found", `The cell asks ${program.size} times; there is no row ${row + 1}.`);
    const step = program.unit(row).step([]);
    return step.type === "ask" ? (step.requests[0]?.messages ?? []) : [];
  }
  const template = readTemplate(cell.cell.source);
  const users = (evaluation.graph.nodes.get(cell.cell.name)?.downstream ?? []).flatMap((name) => evaluation.cells.get(name) ?? []);
  for (const user of users) {
    const from = user.references.find((reference) => reference.key === "from");
    if (from === undefined || user.cell.kind !== "teacher") continue;
    const input = await context(user).inputs.table(from.name);
    const found = input.rows[row];
    if (found === undefined)
      throw new AssayError("not-found", `\`${from.name}\` has ${input.rows.length} rows; there is no row ${row + 1}.`);
    return render(template, found);
  }
  return render(template, {});
}
