import { Environment, Interpreter, parse, tokenize } from "@huggingface/jinja";
import { AssayError, type Place } from "../assay-error.ts";
import type { Row, Value } from "../data/table.ts";
import type { ChatMessage } from "../journal/call.ts";
import { nearestNames } from "../nearest-names.ts";
import { markCharacter, markMessages, splitMessages } from "./message-marks.ts";
import { namesIn, type TemplateNames } from "./template-nodes.ts";

type Program = ReturnType<typeof parse>;
type Statement = Parameters<Interpreter["evaluate"]>[0];

/** A parsed prompt: read once, rendered per row. */
export type Template = { readonly source: string; readonly program: Program; readonly names: TemplateNames };

/** A rendered prompt above this many characters, or with more evaluation steps, is a runaway template. */
const maxRenderedChars = 1_000_000;
const maxLoopTurns = 100_000;
const maxSteps = 2_000_000;

/**
 * Parses a Jinja prompt. Lines that are exactly `[system]`, `[user]` or `[assistant]` begin a message; a backslash
 * before such a line makes it text. Throws AssayError("template") with a line where one is known.
 */
export function readTemplate(source: string): Template {
  const marked = markMessages(source);
  const last = marked.roles.at(-1);
  if (last?.role === "assistant" && !/\{%-?\s*endfor/.test(marked.source.split("\n").slice(last.line).join("\n"))) {
    throw endsInAssistant({ line: last.line });
  }
  const program = parseSource(marked.source);
  return { source, program, names: namesIn(program) };
}

/** The columns a template reads, in the order of first use. */
export function variablesOf(template: Template): readonly string[] {
  return template.names.variables;
}

/**
 * The messages for one row. Values are data: whatever they hold, they are never read as template and never begin a
 * message. Throws AssayError("template") for unknown columns, for printing a value the row does not have, and for
 * templates that run away.
 */
export function render(template: Template, row: Row): readonly ChatMessage[] {
  const environment = new Environment(createGlobals());
  for (const name of template.names.variables) {
    if (Object.hasOwn(row, name)) environment.set(name, plainValue(row[name] ?? null, name));
    else if (!template.names.optional.has(name)) throw unknownColumn(name, Object.keys(row));
  }
  const rendered = renderText(template, environment, rowWords(row));
  if (rendered.length > maxRenderedChars) {
    throw new AssayError(
      "template",
      `The prompt comes out ${rendered.length.toLocaleString("en")} characters long; the limit is 1,000,000.`,
      { hint: "Loop over less, or cut the columns it prints: `{{ text[:20000] }}`." },
    );
  }
  const messages = splitMessages(rendered);
  if (messages.at(-1)?.role === "assistant") throw endsInAssistant({});
  return messages;
}

function rowWords({ item }: Row): string {
  return typeof item === "string" ? `in the row of item ${item}` : "in this row";
}

function renderText(template: Template, environment: Environment, where: string): string {
  try {
    const value: unknown = new PromptInterpreter(environment, template.names, where).run(template.program).value;
    return typeof value === "string" ? value : "";
  } catch (error) {
    if (error instanceof AssayError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new AssayError("template", `The template can't be rendered: ${message}`, {
      hint: "Check its filters and macros (none can call itself), and ask whether a value is there before it is used: `question and question | length > 400`.",
      cause: error,
    });
  }
}

/** Jinja's interpreter with bounds, and with an error instead of silence where a printed value is missing. */
class PromptInterpreter extends Interpreter {
  readonly #names: TemplateNames;
  readonly #where: string;
  #steps = 0;
  #turns = 0;

  constructor(environment: Environment, names: TemplateNames, where: string) {
    super(environment);
    this.#names = names;
    this.#where = where;
  }

  override evaluate(statement: Statement, environment: Environment): ReturnType<Interpreter["evaluate"]> {
    this.#steps += 1;
    if (this.#steps > maxSteps) throw tooManyTurns();
    const value = super.evaluate(statement, environment);
    if (this.#names.looped.has(statement)) {
      this.#turns += sizeOf(value.value);
      if (this.#turns > maxLoopTurns) throw tooManyTurns();
    }
    // `{{ x if y }}` without `else` says itself that it may print nothing.
    if ((value.type === "NullValue" || value.type === "UndefinedValue") && this.#names.printed.has(statement)) {
      if (statement?.type !== "SelectExpression" && statement?.type !== "CallExpression")
        throw missingValue(statement, value.type, this.#where);
    }
    return value;
  }
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : value instanceof Map ? value.size : 0;
}

function createGlobals(): Environment {
  const globals = new Environment();
  for (const name of ["true", "True"]) globals.set(name, true);
  for (const name of ["false", "False"]) globals.set(name, false);
  for (const name of ["none", "None"]) globals.set(name, null);
  globals.set("range", boundedRange);
  globals.set("raise_exception", (message: unknown) => {
    throw new AssayError("template", `The template stopped with: ${String(message)}`, {
      hint: "It says so itself with raise_exception; mend what it complains of.",
    });
  });
  return globals;
}

function boundedRange(first: number, second?: number, step = 1): number[] {
  const [from, to] = second === undefined ? [0, first] : [first, second];
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (!Number.isFinite(count) || count > maxLoopTurns) throw tooManyTurns();
  return Array.from({ length: count }, (_, index) => from + index * step);
}

/** A column value as the template engine takes it. */
function plainValue(value: Value, name: string): unknown {
  if (typeof value === "string") return value.includes(markCharacter) ? value.replaceAll(markCharacter, "\uFFFD") : value;
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Uint8Array)
    throw new AssayError("template", `The column "${name}" holds bytes, which a prompt can't show.`, {
      hint: "Leave the column out, or turn it into text in a sql cell before.",
    });
  if (isList(value)) return value.map((item) => plainValue(item, name));
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key.replaceAll(markCharacter, "\uFFFD"), plainValue(field, name)]),
  );
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}

function parseSource(source: string): Program {
  try {
    return parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new AssayError("template", `The template can't be read: ${message}`, {
      place: { line: lineOfBrokenTag(source) },
      hint: "Check that every {{ is closed by }} and every {% if %} or {% for %} has its end.",
      cause: error,
    });
  }
}

/** The parser names no line; the first `{{ … }}` that can't be read alone, else the first open bracket left alone, is where to look. */
function lineOfBrokenTag(source: string): number | undefined {
  for (const tag of source.matchAll(/\{\{[\s\S]*?(?:\}\}|$)/g)) {
    try {
      parse(tokenize(tag[0]));
    } catch {
      return source.slice(0, tag.index).split("\n").length;
    }
  }
  const open = /\{%(?![\s\S]*?%\})/.exec(source);
  return open === null ? undefined : source.slice(0, open.index).split("\n").length;
}

function unknownColumn(name: string, columns: readonly string[]): AssayError {
  const near = nearestNames(name, columns);
  const available = columns.length === 0 ? "The row has no columns." : `Columns here: ${columns.join(", ")}.`;
  return new AssayError("template", `The prompt uses {{ ${name} }}, but there is no column "${name}".`, {
    hint: near.length > 0 ? `Did you mean ${near.map((column) => `"${column}"`).join(" or ")}? ${available}` : available,
    place: { key: name },
  });
}

function missingValue(statement: Statement, type: string, where: string): AssayError {
  const name =
    statement !== undefined && "value" in statement && typeof statement.value === "string" ? `"${statement.value}"` : "a value it prints";
  const what = type === "NullValue" ? "is empty (null)" : "does not exist";
  return new AssayError("template", `The prompt can't be filled: ${name} ${what} ${where}.`, {
    hint: 'Write {{ column or "" }} where an empty value is meant to leave a gap, or filter such rows out first.',
  });
}

function tooManyTurns(): AssayError {
  return new AssayError("template", "The template loops more than 100,000 times.", { hint: "Loop over a shorter list." });
}

function endsInAssistant(place: Place): AssayError {
  return new AssayError("template", "The prompt ends with an [assistant] message, so there is nothing for the model to answer.", {
    hint: "End with a [user] message.",
    place,
  });
}
