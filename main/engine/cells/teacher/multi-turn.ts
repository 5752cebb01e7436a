import { count } from "#shared/cells/teacher.ts";
import { integer, schemaOf, text } from "#shared/data/table.ts";
import type { ChatMessage } from "#shared/journal/call.ts";
import { endMark, type MultiTurnOptions, multiTurnOptions } from "#shared/teaching/multi-turn.ts";
import type { Reply, RowEnding } from "../cell-runner.ts";
import { keptColumns, teacherColumns } from "./answer-row.ts";
import { expectLattice, latticeOf, type Place } from "./lattice.ts";
import { methodPrompt, type ReadyPrompt } from "./method-prompts.ts";
import { rowPrompt } from "./prompt-place.ts";
import { coming, type Making, type MakingStep, type TeacherMethod, type Teaching } from "./teacher-method.ts";
import { bareText, keptValues, textOf, writtenRow } from "./written-rows.ts";

const lead = schemaOf([
  ["turns", integer],
  ["ended_by", text],
  ["user_model", text],
]).columns;

type Conversing = { readonly options: MultiTurnOptions; readonly user: ReadyPrompt; readonly opening: readonly ChatMessage[] };

/** A conversation for each row, model and sample: `messages` holds it whole, ending with the teacher's last answer, which is `response` too. */
export const multiTurn: TeacherMethod = {
  expect: (body, input) => expectLattice(body, input, Math.min(2, multiTurnOptions.parse(body.multi_turn ?? {}).turns)),
  program: (teaching) => {
    const { context, input } = teaching;
    const { body } = context;
    const options = multiTurnOptions.parse(body.multi_turn ?? {});
    const prompt = rowPrompt(body.prompt, "prompt", context.inputs);
    const user = methodPrompt(teaching, "user");
    const kept = keptColumns(body, input.schema, input.table, lead);
    const lattice = latticeOf(teaching);
    return {
      size: lattice.size,
      perRow: lattice.perRow,
      rounds: 2 * options.turns - 1,
      mostCalls: (index) => {
        const model = lattice.modelOf(index);
        return [
          { model, most: options.turns },
          { model: options.user ?? model, most: options.turns - 1 },
        ];
      },
      laneOf: lattice.modelOf,
      columns: teacherColumns(kept, { lead }),
      summary: (ledger) => `${ledger.kept}/${ledger.requested} conversations · ${count(body.models.length, "model")}`,
      making: (index): Making => {
        const place = lattice.placeOf(index);
        return {
          label: place.label,
          step: (replies) => {
            const step = converse(teaching, place, { options, user, opening: prompt(place.row) }, replies);
            if (step.type === "ask") return step;
            return { ...step, made: step.made.map((made) => ({ ...made, row: { ...keptValues(kept, place.row), ...made.row } })) };
          },
        };
      },
    };
  },
};

/** Teacher and user in turn, the teacher first: replies alternate. */
function converse(teaching: Teaching, place: Place, { options, user, opening }: Conversing, replies: readonly Reply[]): MakingStep {
  const { parameters } = teaching;
  const { model, sample, label, row } = place;
  const userModel = options.user ?? model;
  let messages: readonly ChatMessage[] = opening;
  const waiting = [...replies];
  const done = (ending: RowEnding, facts: { readonly turns: number; readonly endedBy: string; readonly last: Reply }): MakingStep => {
    const written = writtenRow(teaching, place, { reply: facts.last, replies, ending, messages });
    return {
      type: "done",
      made: [{ label, ending, row: { ...written, turns: facts.turns, ended_by: facts.endedBy, user_model: userModel } }],
    };
  };
  for (let turn = 1; ; turn += 1) {
    const left = options.turns - turn;
    const reply = waiting.shift();
    if (reply === undefined) {
      // The person may end it at each of their turns.
      const follows = [coming(model, 0, left), coming(userModel, Math.min(1, left), left)];
      return { type: "ask", requests: [{ model, parameters, sample, messages }], follows };
    }
    const answer = textOf(reply);
    if (!answer.ok) return done(answer.ending, { turns: turn - 1, endedBy: "a failed answer", last: reply });
    messages = [...messages, { role: "assistant", content: answer.text }];
    if (turn >= options.turns) return done({ type: "kept" }, { turns: turn, endedBy: "the limit", last: reply });
    const said = waiting.shift();
    if (said === undefined) {
      const asked = user({ messages: conversationOf(messages), turn: turn + 1 }, row);
      const after = [coming(model, 0, left), coming(userModel, 0, left - 1)];
      return { type: "ask", requests: [{ model: userModel, parameters, sample, messages: asked }], follows: after };
    }
    const next = textOf(said);
    // What was said until then is a conversation, whoever fell silent.
    if (!next.ok) return done({ type: "kept" }, { turns: turn, endedBy: "a failed user turn", last: reply });
    const content = bareText(next.text);
    if (content === "" || content.toLowerCase().includes(endMark))
      return done({ type: "kept" }, { turns: turn, endedBy: "the user", last: reply });
    messages = [...messages, { role: "user", content }];
  }
}

/** As a template may loop over them: without the system text, which the person did not see. */
function conversationOf(messages: readonly ChatMessage[]): readonly { readonly role: string; readonly content: string }[] {
  return messages.filter(({ role }) => role !== "system").map(({ role, content }) => ({ role, content }));
}
