import type { TeacherBody } from "#shared/cells/teacher.ts";
import type { CallParameters } from "#shared/journal/call.ts";
import type { CellRunner } from "../cell-runner.ts";
import { drawIndexes } from "../input-rows.ts";
import { callParameters, describeModels } from "../parameters.ts";
import { answer } from "./answer.ts";
import type { TeacherMethod } from "./teacher-method.ts";

/** Alternatives a token that are asked for with `logprobs: true`. */
const usualAlternatives = 5;

const methods: { readonly [method in TeacherBody["method"]]: TeacherMethod } = { answer };

/** Rows that models wrote, by the cell's method. */
export const runTeacher: CellRunner<TeacherBody> = {
  type: "calls",
  models: (body) => body.models,
  expect: (body, input) => {
    const expected = input === null ? null : methods[body.method].expect(body, input);
    return expected === null ? null : { calls: expected.calls, shape: { rows: expected.rows, perItem: expected.perItem } };
  },
  program: async (context, tryRows) => {
    const { body } = context;
    const input = await context.inputs.table(body.from);
    const models = await describeModels(context.parts.models, body.models, "models");
    const indexes = drawIndexes(input.rows.length, tryRows ?? input.rows.length, 0);
    const logprobs: CallParameters = body.logprobs ? { logprobs: true, top_logprobs: body.top_logprobs ?? usualAlternatives } : {};
    return methods[body.method].program({ context, input, models, indexes, parameters: { ...callParameters(body), ...logprobs } });
  },
};
