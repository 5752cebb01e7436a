import type { JudgeBody } from "#shared/cells/judge.ts";
import { unscoredReasons } from "#shared/prompts/verdict-text.ts";
import type { Reply, RowEnding } from "../cell-runner.ts";

/** Which call of a unit a reply belongs to. Round 2 is the judge's second reading of its own verdict. */
export type Asked = { readonly repeat: number; readonly round: 1 | 2; readonly reply: Reply };

/** Why a unit brought nothing that can be counted, and how its row ends. */
export type Unscored = { readonly reason: string; readonly ending: RowEnding };

export function unscored(reason: string, ledgerReason = reason): Unscored {
  return { reason, ending: { type: "unscored", reason: ledgerReason } };
}

/** A call that failed fails its row, so that *Retry failed* asks it again. */
export function failureAmong(asked: readonly Asked[]): Unscored | null {
  for (const { reply } of asked) {
    if (reply.type !== "failed") continue;
    const { cause, sentence } = reply;
    return { reason: `call failed: ${cause}`, ending: { type: "failed", cause, sentence } };
  }
  return null;
}

/** Why a reply that came holds no verdict, in words. */
export function unreadReason(reply: Extract<Reply, { readonly type: "answered" }>, code: keyof typeof unscoredReasons): string {
  const { finishReason, refusal } = reply.answer;
  if (finishReason === "length") return "cut off at max_tokens";
  if (finishReason === "content_filter") return "withheld by the provider's content filter";
  return unscoredReasons[refusal === null ? code : "refusal"];
}

export type Rounds<Place, Said> = {
  readonly first: readonly Said[];
  /** What counts: the second reading of every verdict read again, beside what could not be read at all. */
  readonly final: readonly Said[];
  /** Everything said, in the order it was asked. */
  readonly all: readonly Said[];
  /** First verdicts that are still to be read again. */
  readonly unasked: readonly { readonly place: Place; readonly said: Said }[];
};

/**
 * Pairs a unit's replies with what they answer. With `refine` every readable first verdict is asked about once more,
 * unless the first round already leaves the row unscored.
 */
export function hearRounds<Place, Said extends Asked>(
  body: Pick<JudgeBody, "refine">,
  places: readonly Place[],
  replies: readonly Reply[],
  listen: {
    readonly hear: (place: Place, round: 1 | 2, reply: Reply) => Said;
    readonly isRead: (said: Said) => boolean;
    readonly isLost: (first: readonly Said[]) => boolean;
  },
): Rounds<Place, Said> {
  const heard = places.flatMap((place, at) => {
    const reply = replies[at];
    return reply === undefined ? [] : [{ place, said: listen.hear(place, 1, reply) }];
  });
  const first = heard.map(({ said }) => said);
  if (!body.refine || listen.isLost(first)) return { first, final: first, all: first, unasked: [] };
  const again = heard.filter(({ said }) => listen.isRead(said));
  const second = again.flatMap(({ place }, at) => {
    const reply = replies[places.length + at];
    return reply === undefined ? [] : [listen.hear(place, 2, reply)];
  });
  const unread = first.filter((said) => !listen.isRead(said));
  return { first, final: [...unread, ...second], all: [...first, ...second], unasked: again.slice(second.length) };
}
