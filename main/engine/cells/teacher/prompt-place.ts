import { AssayError } from "#shared/assay-error.ts";
import type { Row } from "#shared/data/table.ts";
import type { ChatMessage } from "#shared/journal/call.ts";
import { readTemplate, render } from "#shared/prompts/template.ts";
import type { CellInputs } from "../cell-runner.ts";
import { templateSource } from "../parameters.ts";

/** The prompt that the cell writes or names at `key`, for a row. Throws AssayError("template") at `key`. */
export function rowPrompt(prompt: string, key: string, inputs: CellInputs): (row: Row) => readonly ChatMessage[] {
  const template = placedAt(key, () => readTemplate(templateSource(prompt, inputs)));
  return (row) => placedAt(key, () => render(template, row));
}

/** Errors of a template stand at the key that writes or names it; a line of theirs is one of the prompt, not of the notebook. */
export function placedAt<Result>(key: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    if (!(cause instanceof AssayError)) throw cause;
    const { code, message, hint, place } = cause;
    const sentence = place.line === undefined ? message : `Line ${place.line} of the prompt: ${message}`;
    throw new AssayError(code, sentence, { ...(hint === undefined ? {} : { hint }), place: { key }, cause });
  }
}
