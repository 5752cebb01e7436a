import type { JudgeBody } from "#shared/cells/judge.ts";
import type { AnswerPair, JudgedAnswer } from "../answer-pairs.ts";

/** Who plays against whom in one tournament, and on what. Players are numbered in the order of the table. */
export type Field = {
  /** Null: the players are models, over all items. */
  readonly item: string | null;
  readonly players: readonly Player[];
  /** Numbers of the items on which both have an answer. */
  readonly itemsOf: (first: number, second: number) => readonly number[];
  /** The lower-numbered player is side a, as in a table of all pairs, so that the same question is the same call. */
  readonly pairOn: (first: number, second: number, item: number) => AnswerPair;
};

/** A model, or one of the answers to an item; `name` tells answers of one model apart. */
export type Player = { readonly name: string; readonly model: string };

/** One tournament between the models, or one an item among its answers. */
export function fieldsOf(body: Pick<JudgeBody, "tournament">, answers: readonly JudgedAnswer[]): readonly Field[] {
  return body.tournament?.players === "answers" ? [...grouped(answers, ({ item }) => item)].map(answerField) : [modelField(answers)];
}

function grouped(answers: readonly JudgedAnswer[], keyOf: (answer: JudgedAnswer) => string): ReadonlyMap<string, readonly JudgedAnswer[]> {
  const groups = new Map<string, JudgedAnswer[]>();
  for (const answer of answers) {
    const group = groups.get(keyOf(answer));
    if (group) group.push(answer);
    else groups.set(keyOf(answer), [answer]);
  }
  return groups;
}

function answerField([item, answers]: readonly [string, readonly JudgedAnswer[]]): Field {
  const given = answers.filter(({ response }) => response !== null);
  const byModel = grouped(given, ({ model }) => model);
  const players = given.map((answer): Player & { readonly answer: JudgedAnswer } => {
    const own = byModel.get(answer.model) ?? [];
    const name = own.length > 1 ? `${answer.model} #${own.indexOf(answer)}` : answer.model;
    return { name, model: answer.model, answer: { ...answer, model: name } };
  });
  return {
    item,
    players,
    itemsOf: () => [0],
    pairOn: (first, second) => pairOf(players[first]?.answer, players[second]?.answer, 0),
  };
}

/** A model's second answer to an item meets the others' second answers, as another item. */
function modelField(answers: readonly JudgedAnswer[]): Field {
  const byModel = grouped(answers, ({ model }) => model);
  const players = [...byModel.keys()].map((model): Player => ({ name: model, model }));
  const places = new Map<string, number>();
  const table = [...byModel.values()].map((own) => {
    const counts = new Map<string, number>();
    const byPlace = new Map<number, { readonly answer: JudgedAnswer; readonly nth: number }>();
    for (const answer of own) {
      const nth = counts.get(answer.item) ?? 0;
      counts.set(answer.item, nth + 1);
      const key = JSON.stringify([answer.item, nth]);
      const place = places.get(key) ?? places.size;
      places.set(key, place);
      if (answer.response !== null) byPlace.set(place, { answer, nth });
    }
    return byPlace;
  });
  return {
    item: null,
    players,
    itemsOf: (first, second) => [...(table[first]?.keys() ?? [])].filter((place) => table[second]?.has(place)),
    pairOn: (first, second, item) => {
      const [one, other] = [table[first]?.get(item), table[second]?.get(item)];
      return pairOf(one?.answer, other?.answer, one?.nth ?? 0);
    },
  };
}

function pairOf(a: JudgedAnswer | undefined, b: JudgedAnswer | undefined, nth: number): AnswerPair {
  if (a === undefined || b === undefined) throw new RangeError("a match between players without an answer");
  return { comparison: `${a.item} · ${a.model} × ${b.model}${nth > 0 ? ` #${nth}` : ""}`, a, b };
}
