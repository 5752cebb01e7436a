import { AssayError } from "#shared/assay-error.ts";
import type { Row } from "#shared/data/table.ts";
import type { ChatMessage } from "#shared/journal/call.ts";
import { readTemplate, render, variablesOf } from "#shared/prompts/template.ts";
import type { MethodPrompt } from "#shared/teaching/method.ts";
import { teachingMethod } from "#shared/teaching/methods.ts";
import { templateSource } from "../parameters.ts";
import { placedAt } from "./prompt-place.ts";
import type { Teaching } from "./teacher-method.ts";

/** A prompt ready to be sent: the method's placeholders filled, and the row's columns where it may use them. */
export type ReadyPrompt = (values: Row, row?: Row) => readonly ChatMessage[];

/**
 * The method's prompt of this name, or the one the cell writes in its place. Throws AssayError("template") at `prompts.NAME`
 * for one that hides what it is about, or names what there is not.
 */
export function methodPrompt(teaching: Teaching, name: string): ReadyPrompt {
  const { body } = teaching.context;
  const known = teachingMethod(body.method).prompts[name];
  if (known === undefined) throw new RangeError(`${body.method} has no prompt ${name}`);
  const own = body.prompts?.[name];
  const source = own === undefined ? known.text : templateSource(own, teaching.context.inputs);
  return readyPrompt(teaching, source, known, `prompts.${name}`);
}

/** A prompt with the placeholders of `rules`; errors stand at `key`. */
export function readyPrompt(
  teaching: Teaching,
  source: string,
  rules: Pick<MethodPrompt, "needed" | "known" | "takesColumns">,
  key: string,
): ReadyPrompt {
  if (source.trim() === "")
    throw new AssayError("template", `The prompt \`${key}\` is empty.`, {
      hint: "Write it, or remove the key: the usual prompt is sent then.",
      place: { key },
    });
  const template = placedAt(key, () => readTemplate(source));
  const used = variablesOf(template);
  const placeholders = [...new Set([...rules.needed.flat(), ...rules.known])];
  const columns = rules.takesColumns ? teaching.input.schema.columns.map((column) => column.name) : [];
  const missing = rules.needed.filter((names) => !names.some((name) => used.includes(name)));
  const unknown = used.filter((name) => !placeholders.includes(name) && !columns.includes(name) && !template.names.optional.has(name));
  if (missing.length > 0 || unknown.length > 0) {
    const problem =
      missing.length > 0
        ? `does not use ${inBraces(missing.map(([name = ""]) => name))}, so the model would not see it`
        : `uses ${inBraces(unknown)}, which ${rules.takesColumns ? "is no placeholder and no column" : "it is not given"}`;
    throw new AssayError("template", `The prompt \`${key}\` ${problem}.`, {
      hint: `It can use ${[...placeholders, ...columns.filter((column) => !placeholders.includes(column))].join(", ") || "no placeholders"}.`,
      place: { key },
    });
  }
  return (values, row = {}) => placedAt(key, () => render(template, rules.takesColumns ? { ...row, ...values } : values));
}

function inBraces(names: readonly string[]): string {
  return names.map((name) => `{{ ${name} }}`).join(" and ");
}
