import { AssayError } from "#shared/assay-error.ts";
import type { TeacherBody } from "#shared/cells/teacher.ts";
import type { CallParameters } from "#shared/journal/call.ts";
import { readCondition } from "#shared/teaching/condition.ts";
import type { CellRunner, InputTable } from "../cell-runner.ts";
import { drawIndexes } from "../input-rows.ts";
import { callParameters, describeModel } from "../parameters.ts";
import { answer } from "./answer.ts";
import { backtranslate } from "./backtranslate.ts";
import { bestOfN } from "./best-of-n.ts";
import { documents } from "./documents.ts";
import { edit } from "./edit.ts";
import { evolInstruct } from "./evol-instruct.ts";
import { magpie } from "./magpie.ts";
import { multiTurn } from "./multi-turn.ts";
import { persona } from "./persona.ts";
import { selfInstruct } from "./self-instruct.ts";
import type { Goal, TeacherMethod, Teaching } from "./teacher-method.ts";
import { teachingProgram } from "./teaching-program.ts";

/** Alternatives a token that are asked for with `logprobs: true`. */
const usualAlternatives = 5;
/** Candidates for each row wanted, where the cell sets no number. */
const usualFactor = 4;

const methods: { readonly [method in TeacherBody["method"]]: TeacherMethod } = {
  answer,
  "self-instruct": selfInstruct,
  "evol-instruct": evolInstruct,
  persona,
  magpie,
  backtranslate,
  documents,
  "multi-turn": multiTurn,
  edit,
  "best-of-n": bestOfN,
};

/** Rows that models wrote, by the cell's method. */
export const runTeacher: CellRunner<TeacherBody> = {
  type: "calls",
  models: (body) => [...new Set(modelsNamed(body).map(({ model }) => model))],
  expect: (body, input) => {
    const shape = input ?? (body.from === "" ? { rows: 0, perItem: 1 } : null);
    const expected = shape === null ? null : methods[body.method].expect(body, shape);
    return expected === null ? null : { calls: expected.calls, shape: { rows: expected.rows, perItem: expected.perItem } };
  },
  program: async (context, tryRows) => {
    const { body } = context;
    const input = body.from === "" ? noInput : await context.inputs.table(body.from);
    const models = new Map(
      await Promise.all(
        modelsNamed(body).map(async ({ model, key }) => [model, await describeModel(context.parts.models, model, key)] as const),
      ),
    );
    const asked = askedRows(body, input);
    const indexes = drawIndexes(asked.indexes.length, tryRows ?? asked.indexes.length, 0).flatMap((at) => asked.indexes[at] ?? []);
    const logprobs: CallParameters = body.logprobs ? { logprobs: true, top_logprobs: body.top_logprobs ?? usualAlternatives } : {};
    const teaching: Teaching = {
      context,
      input,
      models,
      indexes,
      skipped: tryRows === null ? asked.skipped : [],
      parameters: { ...callParameters(body), ...logprobs },
      goal: goalOf(body, tryRows),
      tryRows,
    };
    return teachingProgram(teaching, await methods[body.method].program(teaching));
  },
};

const noInput: Teaching["input"] = { table: "", schema: { columns: [] }, rows: [] };

/** Every model of the cell with its place: what it costs, and whether it is there at all. */
function modelsNamed(body: TeacherBody): readonly { readonly model: string; readonly key: string }[] {
  if (body.method === "best-of-n") return [];
  const others = [
    { model: body.evol_instruct?.judge, key: "evol_instruct.judge" },
    { model: body.multi_turn?.user, key: "multi_turn.user" },
    ...(body.edit?.stages ?? []).map(({ model }, at) => ({ model, key: `edit.stages.${at}.model` })),
  ];
  return [
    ...body.models.map((model, at) => ({ model, key: `models.${at}` })),
    ...others.flatMap(({ model, key }) => (model === undefined ? [] : [{ model, key }])),
  ];
}

/** Input rows apart by the cell's `skip`. Throws AssayError("template") with the row where it can't be asked. */
function askedRows(
  body: TeacherBody,
  input: Pick<InputTable, "schema" | "rows">,
): { readonly indexes: readonly number[]; readonly skipped: readonly number[] } {
  const all = input.rows.map((_, at) => at);
  if (body.skip === undefined) return { indexes: all, skipped: [] };
  const names = input.schema.columns.map((column) => column.name);
  const condition = readCondition(body.skip, names, "skip");
  const empty = Object.fromEntries(names.map((name) => [name, null]));
  const isSkipped = all.map((at) => {
    try {
      return condition.holds({ ...empty, ...input.rows[at] });
    } catch (cause) {
      if (!(cause instanceof AssayError)) throw cause;
      throw new AssayError("template", `\`skip\` can't be asked of row ${at + 1}: ${cause.message}`, {
        ...(cause.hint === undefined ? {} : { hint: cause.hint }),
        place: { key: "skip", row: at + 1 },
        cause,
      });
    }
  });
  return { indexes: all.filter((at) => !isSkipped[at]), skipped: all.filter((at) => isSkipped[at]) };
}

/** A try wants no more rows than it was given. */
function goalOf({ until, candidates }: TeacherBody, tryRows: number | null): Goal | null {
  if (until === undefined) return null;
  const wanted = Math.min(until, tryRows ?? until);
  return {
    until: wanted,
    candidates: Math.min(candidates ?? usualFactor * until, wanted === until ? Number.POSITIVE_INFINITY : usualFactor * wanted),
  };
}
