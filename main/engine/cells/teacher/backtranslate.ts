import { count } from "#shared/cells/teacher.ts";
import { double, schemaOf, text } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { backtranslateOptions } from "#shared/teaching/backtranslate.ts";
import { readRating } from "#shared/teaching/rating.ts";
import type { RowEnding } from "../cell-runner.ts";
import { keptColumns, teacherColumns } from "./answer-row.ts";
import { expectLattice, latticeOf } from "./lattice.ts";
import { methodPrompt } from "./method-prompts.ts";
import { coming, type Making, type TeacherMethod } from "./teacher-method.ts";
import { bareText, columnFor, keptValues, noText, textColumns, textOf, writtenRow } from "./written-rows.ts";

const lead = schemaOf([
  ["instruction", text],
  ["rating", double],
  ["rating_reason", text],
  ["rating_call_key", text],
]).columns;

/** For each text the model writes the request it answers, and rates the pair where the cell sets a threshold. The text is the answer. */
export const backtranslate: TeacherMethod = {
  expect: (body, input) => expectLattice(body, input, body.backtranslate?.threshold === undefined ? 1 : 2),
  program: (teaching) => {
    const { context, input, parameters } = teaching;
    const { body } = context;
    const { column: named, threshold } = backtranslateOptions.parse(body.backtranslate ?? {});
    const column = columnFor(teaching, named, textColumns, "backtranslate.column");
    const kept = keptColumns(body, input.schema, input.table, lead).filter(({ name }) => name !== column);
    const [instruct, rate] = [methodPrompt(teaching, "instruction"), methodPrompt(teaching, "score")];
    const lattice = latticeOf(teaching);
    return {
      size: lattice.size,
      perRow: lattice.perRow,
      rounds: threshold === undefined ? 1 : 2,
      mostCalls: (index) => [{ model: lattice.modelOf(index), most: threshold === undefined ? 1 : 2 }],
      laneOf: lattice.modelOf,
      columns: teacherColumns(kept, { lead }),
      summary: (ledger) => `${ledger.kept}/${ledger.requested} requests for texts · ${count(body.models.length, "model")}`,
      making: (index): Making => {
        const place = lattice.placeOf(index);
        const { row, model, sample, label } = place;
        const source = textOfValue(row[column]).trim();
        const request = { model, parameters, sample };
        return {
          label,
          step: (replies) => {
            const [first, second] = replies;
            const follows = threshold === undefined ? [] : [coming(model, 1)];
            if (first === undefined && source !== "")
              return { type: "ask", requests: [{ ...request, messages: instruct({ text: source }, row) }], follows };
            const read = first === undefined ? null : textOf(first);
            const instruction = read?.ok ? bareText(read.text) : null;
            if (threshold !== undefined && instruction !== null && second === undefined)
              return { type: "ask", requests: [{ ...request, messages: rate({ instruction, text: source }, row) }], follows: [] };
            const rated = second === undefined ? null : textOf(second);
            const rating = rated?.ok ? readRating(rated.text, 1, 5) : null;
            const ending =
              first === undefined
                ? noText(column)
                : endingOf(read?.ok === false ? read.ending : null, rated?.ok === false ? rated.ending : null);
            const written = {
              ...keptValues(kept, row),
              ...writtenRow(teaching, place, {
                reply: first ?? null,
                replies,
                ending,
                messages: instruction === null ? null : [{ role: "user", content: instruction }],
              }),
              response: source === "" ? null : source,
              instruction,
              rating,
              rating_reason: rated?.ok ? rated.text : null,
              rating_call_key: second?.key ?? null,
            };
            if (ending.type !== "kept" || threshold === undefined) return { type: "done", made: [{ label, row: written, ending }] };
            if (rating === null)
              return { type: "done", made: [{ label, row: written, ending: { type: "unscored", reason: "no rating in the reply" } }] };
            if (rating >= threshold) return { type: "done", made: [{ label, row: written, ending }] };
            const reason = `rated ${rating}, below ${threshold}`;
            return { type: "done", made: [{ label, row: written, ending: { type: "filtered", step: "rating" }, reason }] };
          },
        };
      },
    };
  },
};

function endingOf(...endings: readonly (RowEnding | null)[]): RowEnding {
  return endings.find((ending) => ending !== null) ?? { type: "kept" };
}
