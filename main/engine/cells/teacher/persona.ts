import { AssayError } from "#shared/assay-error.ts";
import { count, type TeacherBody } from "#shared/cells/teacher.ts";
import { type Column, type Row, schemaOf, text } from "#shared/data/table.ts";
import { requireColumn } from "#shared/data/table-columns.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";
import { type Combination, drawCombination, fullGrid } from "#shared/teaching/attribute-grid.ts";
import { type PersonaOptions, personaOptions } from "#shared/teaching/persona.ts";
import { itemOf, seedOf } from "../input-rows.ts";
import { keptColumns, teacherColumns } from "./answer-row.ts";
import { instructAndAnswer, instructionColumns } from "./instruct-and-answer.ts";
import type { Place } from "./lattice.ts";
import { methodPrompt } from "./method-prompts.ts";
import type { TeacherMethod, Teaching } from "./teacher-method.ts";

/** A person and what is drawn for the request. */
type Draw = { readonly persona: string | null; readonly combination: Combination };

/** Requests in the name of personas with drawn attributes: for each draw, input row (where there is a table), model and sample. */
export const persona: TeacherMethod = {
  expect: (body, { rows }) => {
    const options = optionsOf(body);
    const draws = options.grid === "draws" ? options.draws : null;
    const asked = body.until ?? (draws === null ? null : draws * (body.from === "" ? 1 : rows) * body.models.length * body.samples);
    return asked === null ? null : { calls: 2 * asked, rows: asked, perItem: 1 };
  },
  program: async (teaching) => {
    const { context, input, indexes, goal, tryRows } = teaching;
    const { body } = context;
    const options = optionsOf(body);
    const drawAt = await draws(teaching, options);
    const lead = leadColumns(options);
    const kept = keptColumns(body, input.schema, input.table, lead);
    const instruct = methodPrompt(teaching, "instruction");
    const answer = methodPrompt(teaching, "answer");
    const rows = body.from === "" ? [-1] : indexes;
    const models = body.models.length;
    const modelOf = (index: number): string => body.models[index % models] ?? "";
    const round = drawAt.size * rows.length * models;
    const whole = round * body.samples;
    return {
      size: round === 0 ? 0 : goal !== null ? goal.candidates : tryRows === null ? whole : Math.min(whole, tryRows * models),
      perRow: drawAt.size * models * body.samples,
      rounds: 2,
      mostCalls: (index) => [{ model: modelOf(index), most: 2 }],
      laneOf: modelOf,
      columns: teacherColumns(kept, { lead }),
      summary: (ledger) => `${ledger.kept}/${ledger.requested} requests and answers · ${count(models, "model")}`,
      making: (index) => {
        const model = modelOf(index);
        const [sample, within] = [Math.floor(index / round), Math.floor((index % round) / models)];
        const [number, rowAt] = [Math.floor(within / rows.length), rows[within % rows.length] ?? -1];
        const { persona: person, combination } = drawAt.draw(number);
        const row = input.rows[rowAt] ?? {};
        const item = `${rowAt < 0 ? "" : `${itemOf(row, rowAt)}/`}p-${number + 1}`;
        const place: Place = { at: rowAt, row, item, model, sample, label: `${item}, ${model}` };
        const attributes = Object.entries(combination).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
        const values: Row = { ...(person === null ? {} : { persona: person }), attributes };
        const asked = {
          instruct: instruct(values, row),
          answer: (instruction: string) => answer({ ...values, instruction }, row),
          kept,
          // Two draws may come to the same person and attributes, and are still two requests.
          ...(options.grid === "draws" ? { draw: sample * drawAt.size + number } : {}),
          lead: { ...(person === null ? {} : { persona: person }), ...combination },
        };
        return { label: place.label, step: (replies) => instructAndAnswer(teaching, place, asked, replies) };
      },
    };
  },
};

function optionsOf(body: TeacherBody): PersonaOptions {
  return personaOptions.parse(body.persona);
}

function leadColumns(options: PersonaOptions): readonly Column[] {
  const names = [...(options.personas === undefined ? [] : ["persona"]), ...options.attributes.map(({ name }) => name)];
  const taken = instructionColumns.map((column) => column.name).concat("item", "model", "response", "error", "sample", "messages");
  const clash = names.find((name) => taken.includes(name));
  if (clash !== undefined)
    throw new AssayError("cell-invalid", `An attribute can't be named \`${clash}\`: the table has that column already.`, {
      hint: "Name it otherwise.",
      place: { key: "persona.attributes" },
    });
  return [...schemaOf(names.map((name) => [name, text] as const)).columns, ...instructionColumns];
}

/** Personas × combinations in a full grid; else the n-th draw, which is the same however many there are. */
async function draws(
  teaching: Teaching,
  options: PersonaOptions,
): Promise<{ readonly size: number; readonly draw: (number: number) => Draw }> {
  const personas = await personasOf(teaching, options);
  const { attributes, seed, grid } = options;
  if (grid === "draws") {
    const draw = (number: number): Draw => {
      const bits = randomBits(seedOf(`persona ${number}`, seed));
      const person = personas[Math.floor(uniform(bits) * personas.length)] ?? null;
      return { persona: person, combination: drawCombination(attributes, seedOf(`attributes ${number}`, seed)) };
    };
    return { size: personas.length === 0 ? 0 : options.draws, draw };
  }
  const combinations = gridOf(options);
  const draw = (number: number): Draw => ({
    persona: personas[Math.floor(number / combinations.length)] ?? null,
    combination: combinations[number % combinations.length] ?? {},
  });
  return { size: personas.length * combinations.length, draw };
}

function gridOf({ attributes }: PersonaOptions): readonly Combination[] {
  try {
    return fullGrid(attributes);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AssayError("cell-invalid", "The full grid has more than a million combinations.", {
      hint: "Draw from it instead: `grid: draws`.",
      place: { key: "persona.grid" },
      cause,
    });
  }
}

/** One `null` where the cell draws attributes alone. */
async function personasOf({ context }: Teaching, { personas, column }: PersonaOptions): Promise<readonly (string | null)[]> {
  if (personas === undefined) return [null];
  if (typeof personas !== "string") return personas;
  const table = await context.inputs.table(personas);
  requireColumn(table.schema, table.table, column, "persona.column");
  return table.rows.map((row) => textOfValue(row[column]).trim()).filter((person) => person !== "");
}
