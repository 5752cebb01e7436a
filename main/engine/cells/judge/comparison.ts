import type { AnswerPair } from "../answer-pairs.ts";
import type { Reply, RowEnding, Step, Unit } from "../cell-runner.ts";
import { hearRounds, unscored } from "./hearing.ts";
import { ordersFor, type PairAsking, pairRequest, pairRequestAgain, whyNotAsked } from "./pair-request.ts";
import { comparisonRow, type JudgedPair, pairCallRow } from "./pair-rows.ts";
import { hearPair, isRead, type PairPlace, type SettledPair, settlePair, unscoredPair } from "./pair-verdict.ts";
import { repeatsOf, unitLabel } from "./setup.ts";

/** A step whose end says what was settled, so that a tournament can go on from it. */
export type ComparisonStep =
  | Extract<Step, { readonly type: "ask" }>
  | (Extract<Step, { readonly type: "done" }> & { readonly settled: SettledPair });

export type ComparisonUnit = Unit & { readonly step: (replies: readonly Reply[]) => ComparisonStep };

/**
 * One judge's comparison of one pair as a unit of its own: asks every order (and every repeat, where their share is the
 * confidence), with `refine` once more, and ends with a row of `NAME` and one of `NAME_calls` a call.
 */
export function comparisonUnit(asking: PairAsking, pair: AnswerPair, judge: string, repeat: number): ComparisonUnit {
  const { body, name } = asking;
  const places: readonly PairPlace[] = repeatsOf(body, repeat).flatMap((each) =>
    ordersFor(body, pair, judge, each).map((order) => ({ order, repeat: each })),
  );
  const rowRepeat = body.confidence === "samples" ? null : repeat;

  const done = (judged: Pick<JudgedPair, "settled" | "first" | "heard" | "final">, ending: RowEnding): ComparisonStep => ({
    type: "done",
    ending,
    settled: judged.settled,
    rows: [
      { table: name, row: comparisonRow(asking, { pair, judge, repeat: rowRepeat, ...judged }) },
      ...judged.heard.map((each) => ({ table: `${name}_calls`, row: pairCallRow(asking, pair, judge, each, judged.final.includes(each)) })),
    ],
  });

  return {
    label: unitLabel(body, pair.comparison, judge, repeat),
    step: (replies) => {
      const why = whyNotAsked(asking, pair);
      if (why !== null) {
        const settled = unscoredPair(unscored(why, why.startsWith("no answer") ? "no answer to judge" : why));
        return done({ settled, first: null, heard: [], final: [] }, settled.ending);
      }
      if (replies.length === 0)
        return {
          type: "ask",
          requests: places.map(({ order, repeat: each }) => pairRequest(asking, pair, judge, order, each)),
          ...(body.refine ? { follows: places.length } : {}),
        };
      const rounds = hearRounds(body, places, replies, {
        hear: (place, round, reply) => hearPair(body, place, round, reply),
        isRead,
        isLost: (first) => settlePair(body, first).outcome === "unscored",
      });
      if (rounds.unasked.length > 0) {
        const again = rounds.unasked.flatMap(({ place, said }) =>
          said.reply.type === "answered" ? [pairRequestAgain(asking, pair, judge, place.order, place.repeat, said.reply.answer.text)] : [],
        );
        return { type: "ask", requests: again, follows: 0 };
      }
      const settled = settlePair(body, rounds.final);
      const first = body.refine ? settlePair(body, rounds.first) : null;
      return done({ settled, first, heard: rounds.all, final: rounds.final }, settled.ending);
    },
  };
}
