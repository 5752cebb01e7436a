import { count } from "#shared/cells/teacher.ts";
import { integer, schemaOf, text } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";
import { eliminateAnswer, eliminateInstruction, readEquality } from "#shared/teaching/elimination.ts";
import { type EvolInstructOptions, type Evolution, evolInstructOptions } from "#shared/teaching/evol-instruct.ts";
import type { CallsToCome, Reply, RowEnding } from "../cell-runner.ts";
import { seedOf } from "../input-rows.ts";
import { keptColumns, teacherColumns } from "./answer-row.ts";
import { expectLattice, latticeOf, type Place } from "./lattice.ts";
import { methodPrompt, type ReadyPrompt } from "./method-prompts.ts";
import { coming, type Made, type Making, type MakingStep, type TeacherMethod, type Teaching } from "./teacher-method.ts";
import { bareText, columnFor, keptValues, noText, taskColumns, textOf, writtenRow } from "./written-rows.ts";

const lead = schemaOf([
  ["round", integer],
  ["operation", text],
  ["parent", text],
  ["instruction", text],
  ["instruction_call_key", text],
  ["equal_call_key", text],
]).columns;

type Evolving = {
  readonly teaching: Teaching;
  readonly options: EvolInstructOptions;
  readonly column: string;
  readonly keptOf: (place: Place) => Made["row"];
  readonly prompts: { readonly [name in Evolution | "equal" | "answer"]: ReadyPrompt };
};

/** A chain of evolutions for each task, model and sample: one row a step. An eliminated step leaves its parent to the next one. */
export const evolInstruct: TeacherMethod = {
  expect: (body, input) => {
    const { rounds } = evolInstructOptions.parse(body.evol_instruct ?? {});
    const { calls, rows, perItem } = expectLattice({ ...body, until: undefined }, input, rounds);
    return { calls: body.until ?? calls, rows: body.until ?? rows * rounds, perItem: perItem * rounds };
  },
  program: (teaching) => {
    const { context, input } = teaching;
    const { body } = context;
    const options = evolInstructOptions.parse(body.evol_instruct ?? {});
    const column = columnFor(teaching, options.column, taskColumns, "evol_instruct.column");
    const kept = keptColumns(body, input.schema, input.table, lead);
    const ready = (name: Evolution | "equal" | "answer"): ReadyPrompt => methodPrompt(teaching, name);
    const evolving: Evolving = {
      teaching,
      options,
      column,
      keptOf: ({ row }) => keptValues(kept, row),
      prompts: {
        constraints: ready("constraints"),
        deepening: ready("deepening"),
        concretising: ready("concretising"),
        reasoning: ready("reasoning"),
        input: ready("input"),
        breadth: ready("breadth"),
        equal: ready("equal"),
        answer: ready("answer"),
      },
    };
    const lattice = latticeOf(teaching);
    return {
      size: teaching.goal === null ? lattice.size : Math.ceil(lattice.size / options.rounds),
      perRow: lattice.perRow,
      rowsPerMaking: options.rounds,
      rounds: 2 * options.rounds,
      mostCalls: (index) => {
        const model = lattice.modelOf(index);
        return [
          { model, most: 2 * options.rounds },
          { model: options.judge ?? model, most: options.rounds },
        ];
      },
      laneOf: lattice.modelOf,
      columns: teacherColumns(kept, { lead }),
      summary: (ledger) => `${ledger.kept}/${ledger.requested} steps kept · ${count(body.models.length, "model")}`,
      making: (index): Making => {
        const place = lattice.placeOf(index);
        return { label: place.label, step: (replies) => evolve(evolving, place, replies) };
      },
    };
  },
};

function evolve(evolving: Evolving, place: Place, replies: readonly Reply[]): MakingStep {
  const { teaching, options, prompts, column } = evolving;
  const { model, sample, item } = place;
  const made: Made[] = [];
  let parent = textOfValue(place.row[column]).trim();
  if (parent === "") return { type: "done", made: [stepRow(evolving, place, { round: 1, parent, operation: null }, noText(column))] };
  const waiting = [...replies];
  const judge = options.judge ?? model;
  const request = { model, parameters: teaching.parameters, sample };
  const operations = Array.from({ length: options.rounds }, (_, at) => drawOperation(options, `${item}|${model}|${sample}`, at + 1));
  for (let round = 1; round <= options.rounds; round += 1) {
    const operation = operations[round - 1] ?? "constraints";
    const later = comingCalls(options, model, { done: operations.slice(0, round), left: operations.slice(round) });
    const about: StepFacts = { round, parent, operation };
    const soFar = (): readonly Made[] => made;
    const evolved = waiting.shift();
    if (evolved === undefined)
      return {
        type: "ask",
        requests: [{ ...request, messages: prompts[operation]({ instruction: parent }) }],
        follows: [...later, coming(judge, 0, 1), coming(model, 0, 1)],
        soFar,
      };
    const written = textOf(evolved);
    if (!written.ok) {
      made.push(stepRow(evolving, place, { ...about, replies: [evolved] }, written.ending));
      continue;
    }
    const instruction = bareText(written.text);
    const atOnce = eliminateInstruction({ instruction, isEqual: null });
    if (atOnce !== null) {
      const ending: RowEnding = { type: "filtered", step: atOnce.step };
      made.push({ ...stepRow(evolving, place, { ...about, instruction, replies: [evolved] }, ending), reason: atOnce.reason });
      continue;
    }
    const [equal, answer] = waiting.splice(0, 2);
    if (equal === undefined || answer === undefined) {
      const asked = [
        { ...request, model: judge, messages: prompts.equal({ parent, instruction }) },
        { ...request, messages: prompts.answer({ instruction, operation, parent }) },
      ];
      return { type: "ask", requests: asked, follows: later, soFar };
    }
    const facts = { ...about, instruction, replies: [evolved, equal, answer] };
    const [judged, answered] = [textOf(equal), textOf(answer)];
    const isEqual = judged.ok ? readEquality(judged.text) : null;
    const elimination =
      eliminateInstruction({ instruction, isEqual }) ?? (answered.ok ? eliminateAnswer({ response: answered.text }) : null);
    if (elimination !== null) {
      const ending: RowEnding = { type: "filtered", step: elimination.step };
      made.push({ ...stepRow(evolving, place, facts, ending), reason: elimination.reason });
      continue;
    }
    made.push(stepRow(evolving, place, facts, answered.ok ? { type: "kept" } : answered.ending));
    parent = instruction;
  }
  return { type: "done", made };
}

type Operations = { readonly done: readonly Evolution[]; readonly left: readonly Evolution[] };

/**
 * A step takes three calls, or one where it is eliminated at once; and none where the same operation was eliminated for the same
 * parent before, whose reply is there.
 */
function comingCalls({ judge }: EvolInstructOptions, model: string, { done, left }: Operations): readonly CallsToCome[] {
  const isNew = new Set(left.filter((operation) => !done.includes(operation)));
  return [coming(model, isNew.size, 2 * left.length), coming(judge ?? model, 0, left.length)];
}

type StepFacts = {
  readonly round: number;
  readonly parent: string;
  readonly operation: Evolution | null;
  readonly instruction?: string;
  /** Of the evolution, the comparison and the answer, as far as they were asked for. */
  readonly replies?: readonly Reply[];
};

function stepRow({ teaching, keptOf }: Evolving, place: Place, facts: StepFacts, ending: RowEnding): Made {
  const { round, parent, operation, instruction = null, replies = [] } = facts;
  const [evolved, equal, answer] = replies;
  const messages = instruction === null ? null : [{ role: "user" as const, content: instruction }];
  return {
    label: `${place.label}, round ${round}`,
    ending,
    row: {
      ...keptOf(place),
      ...writtenRow(teaching, place, { reply: answer ?? null, replies, ending, messages }),
      round,
      operation,
      parent,
      instruction,
      instruction_call_key: evolved?.key ?? null,
      equal_call_key: equal?.key ?? null,
    },
  };
}

/** Independent of other rows and rounds. */
function drawOperation({ operations, seed }: EvolInstructOptions, chain: string, round: number): Evolution {
  const bits = randomBits(seedOf(`${chain}|round ${round}`, seed));
  return operations[Math.floor(uniform(bits) * operations.length)] ?? "constraints";
}
