import type { JudgeBody } from "#shared/cells/judge.ts";
import { readPairVerdict } from "#shared/prompts/verdict.ts";
import type { Reply, RowEnding } from "../cell-runner.ts";
import { type Belief, beliefOf, clamped, meanBelief, noBelief, type Side } from "./belief.ts";
import { type Asked, failureAmong, type Unscored, unreadReason, unscored } from "./hearing.ts";
import type { Order } from "./pair-request.ts";

/** What one call said of a pair: a side, never a position. */
export type HeardPair = Asked & {
  readonly order: Order;
  readonly side: Side | null;
  /** Why there is no side. */
  readonly reason: string | null;
  readonly rationale: string | null;
  readonly belief: Belief;
};

export type PairPlace = { readonly order: Order; readonly repeat: number };

export function hearPair(body: Pick<JudgeBody, "confidence">, { order, repeat }: PairPlace, round: 1 | 2, reply: Reply): HeardPair {
  const base = { order, repeat, round, reply } as const;
  const unread = (reason: string): HeardPair => ({ ...base, side: null, reason, rationale: null, belief: noBelief(reason) });
  if (reply.type === "failed") return unread(`call failed: ${reply.cause}`);
  const reading = readPairVerdict(reply.answer.text);
  if (!reading.ok) return unread(unreadReason(reply, reading.reason));
  const side: Side = reading.verdict === "tie" ? "tie" : (reading.verdict === "first") === (order === "ab") ? "a" : "b";
  const belief = beliefOf(body, { order, side, confidence: reading.confidence ?? null, answer: reply.answer });
  return { ...base, side, reason: null, rationale: reading.rationale || null, belief };
}

export type PairOutcome = "win" | "loss" | "tie" | "inconsistent" | "unscored";

/** How a comparison by one judge ended, seen from side a. */
export type SettledPair = {
  readonly outcome: PairOutcome;
  readonly verdict: Side | "inconsistent" | null;
  /** The side said in each order; several repeats by their single most common one. */
  readonly inOrder: { readonly [order in Order]: Side | null };
  readonly belief: Belief;
  readonly reason: string | null;
  readonly ending: RowEnding;
};

export function unscoredPair({ reason, ending }: Unscored): SettledPair {
  return { outcome: "unscored", verdict: null, inOrder: { ab: null, ba: null }, belief: noBelief(null), reason, ending };
}

/**
 * One verdict from both orders, and from all repeats where they are asked together. A preference that flips with the
 * order is inconsistent, not a tie; an order that brought nothing readable leaves the whole comparison unscored, since
 * what is left would carry that order's bias.
 */
export function settlePair(body: Pick<JudgeBody, "clamp">, heard: readonly HeardPair[]): SettledPair {
  const orders = [...new Set(heard.map(({ order }) => order))].map((order) => heard.filter((each) => each.order === order));
  const inOrder = { ab: sideOf(heard, "ab"), ba: sideOf(heard, "ba") };
  const lost = failureAmong(heard) ?? unreadOrder(orders);
  if (lost !== null) return { ...unscoredPair(lost), inOrder };
  const belief = clamped(meanBelief(orders.map((said) => meanBelief(said.filter(isRead).map((each) => each.belief)))), body.clamp);
  const sides = new Set(orders.map(commonest));
  const [side = null] = sides;
  const kept = { inOrder, belief, reason: null, ending: { type: "kept" } } as const;
  if (sides.size > 1) return { ...kept, outcome: "inconsistent", verdict: "inconsistent" };
  if (side === null) return { ...kept, outcome: "inconsistent", verdict: "inconsistent", reason: "its repeats are split evenly" };
  return { ...kept, outcome: side === "tie" ? "tie" : side === "a" ? "win" : "loss", verdict: side };
}

export function isRead(heard: HeardPair): boolean {
  return heard.side !== null;
}

export type SideVotes = { readonly a: number; readonly b: number; readonly tie: number; readonly unscored: number };

export function countSides(heard: readonly HeardPair[]): SideVotes {
  const count = (side: Side | null): number => heard.filter((each) => each.side === side).length;
  return { a: count("a"), b: count("b"), tie: count("tie"), unscored: count(null) };
}

function unreadOrder(orders: readonly (readonly HeardPair[])[]): Unscored | null {
  const empty = orders.find((said) => !said.some(isRead));
  return empty === undefined ? null : unscored(empty[0]?.reason ?? "unreadable");
}

function sideOf(heard: readonly HeardPair[], order: Order): Side | null {
  return commonest(heard.filter((each) => each.order === order));
}

/** The side said most often, if one is. */
function commonest(heard: readonly HeardPair[]): Side | null {
  const votes = countSides(heard);
  const sides: readonly Side[] = ["a", "b", "tie"];
  const most = Math.max(votes.a, votes.b, votes.tie);
  const leading = sides.filter((side) => votes[side] === most);
  return most > 0 && leading.length === 1 ? (leading[0] ?? null) : null;
}
