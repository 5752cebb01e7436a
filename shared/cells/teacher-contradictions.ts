import type { TeachingMethod } from "../teaching/method.ts";
import { teachingMethod, teachingMethods } from "../teaching/methods.ts";

type Written = { readonly method: string } & { readonly [key: string]: unknown };

/** What a teacher's keys say against its method or each other: the path of the key, and why; null for a key that is missing. */
export function* teacherContradictions(body: Written): Generator<readonly [path: readonly string[], message: string | null]> {
  const method = teachingMethod(body.method);
  const has = (key: string): boolean => body[key] !== undefined;
  if (method.from === "needed" && !has("from")) yield [["from"], null];
  if (method.from === "none" && has("from")) yield [["from"], `\`${method.name}\` starts from no table; leave this out`];
  if (!method.isFree && !has("models")) yield [["models"], null];
  if (method.needsPrompt && !has("prompt")) yield [["prompt"], null];
  if (!method.needsPrompt && has("prompt")) yield [["prompt"], elsewhere(method.name, Object.keys(method.prompts))];
  for (const other of teachingMethods) {
    if (other.key === null || other.key === method.key || !has(other.key)) continue;
    yield [[other.key], `these are options of \`${other.name}\`, but this cell's method is \`${method.name}\``];
  }
  for (const name of Object.keys(isRecord(body.prompts) ? body.prompts : {})) {
    if (!Object.hasOwn(method.prompts, name)) yield [["prompts", name], unknownPrompt(method.name, Object.keys(method.prompts))];
  }
  for (const key of ["schema", "logprobs", "top_logprobs"]) {
    if (has(key) && method.name !== "answer") yield [[key], `only the method \`answer\` can do this; this one is \`${method.name}\``];
  }
  if (has("top_logprobs") && body.logprobs !== true && method.name === "answer")
    yield [["top_logprobs"], "these come with log-probabilities; set `logprobs: true` too, or leave this out"];
  if (has("keep") && !carriesColumns(method)) yield [["keep"], `\`${method.name}\` carries no columns along; leave this out`];
  if (has("skip") && method.from === "none") yield [["skip"], `\`${method.name}\` starts from no table, so there is no row to skip`];
  if (body.samples !== 1 && !takesSamples(method)) yield [["samples"], `\`${method.name}\` takes no samples of a row; leave this out`];
  else if (body.samples !== 1 && has("until"))
    yield [["samples"], "`until` takes as many samples as it needs; leave this out, and bound them with `candidates`"];
  if (method.name === "best-of-n" && !has("best_of_n")) yield [["best_of_n", "scores"], null];
  if (method.name === "persona" && !has("persona")) yield [["persona", "personas"], "write personas, attributes or both"];
  if (method.isFree && has("until")) yield [["until"], `\`${method.name}\` asks nobody, so there is nothing to go on with`];
  if (has("candidates") && !has("until")) yield [["candidates"], "this bounds `until`; set that too, or leave this out"];
  if (typeof body.until === "number" && typeof body.candidates === "number" && body.candidates < body.until)
    yield [["candidates"], `${body.candidates} candidates can't give the ${body.until} accepted rows of \`until\``];
}

/** Whether rows of the method stand beside a row of the table they come from. */
export function carriesColumns({ name, from }: TeachingMethod): boolean {
  return from !== "none" && name !== "self-instruct" && name !== "best-of-n";
}

/** Whether the method asks the same again for further samples. */
export function takesSamples({ name, from, isFree }: TeachingMethod): boolean {
  return from !== "none" && !isFree && name !== "self-instruct";
}

function elsewhere(method: string, prompts: readonly string[]): string {
  if (prompts.length === 0) return `\`${method}\` sends no prompt; leave this out`;
  return `\`${method}\` has prompts of its own: write ${prompts.map((name) => `\`prompts.${name}\``).join(", ")} instead`;
}

function unknownPrompt(method: string, prompts: readonly string[]): string {
  if (prompts.length === 0) return `\`${method}\` has no prompts of its own`;
  return `\`${method}\` has no prompt of this name; it has ${prompts.map((name) => `\`${name}\``).join(", ")}`;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}
