import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallRequest } from "#shared/journal/call.ts";
import type { AskStep, Reply } from "../cell-runner.ts";
import { orderedPool, widthOfCalls } from "./pool.ts";
import { coming, type Made, type MethodProgram } from "./teacher-method.ts";

const requestOf = (text: string): CallRequest => ({
  model: "sim/x",
  messages: [{ role: "user", content: text }],
  parameters: {},
  sample: 0,
});
const replyTo = (request: CallRequest): Reply => ({
  type: "failed",
  key: request.messages[0]?.content ?? "",
  cause: "",
  sentence: "",
  latencyMs: 0,
});

/** Makings that take as many calls as `calls` says, one after another; row n is accepted where `accepted[n]`. */
function poolOf(accepted: readonly boolean[], calls: readonly number[], until: number | null, widest = widthOfCalls) {
  const program: MethodProgram = {
    size: accepted.length,
    perRow: 1,
    rounds: Math.max(1, ...calls),
    mostCalls: (index) => [{ model: "sim/x", most: calls[index] ?? 1 }],
    laneOf: () => "sim/x",
    columns: [],
    summary: () => "",
    making: (index) => ({
      label: `row ${index}`,
      step: (replies) => {
        for (const { key } of replies) expect(key.startsWith(`${index}.`)).toBe(true);
        if (replies.length < (calls[index] ?? 1)) {
          const more = (calls[index] ?? 1) - replies.length - 1;
          return { type: "ask", requests: [requestOf(`${index}.${replies.length}`)], follows: [coming("sim/x", more)] };
        }
        return { type: "done", made: [{ label: `row ${index}`, row: { index }, ending: { type: "kept" } }] };
      },
    }),
  };
  const judge = (made: Made): Made => (accepted[Number(made.row.index)] ? made : { ...made, ending: { type: "filtered", step: "no" } });
  const tally = { accepted: 0, judged: 0 };
  return { pool: orderedPool(program, judge, { until, widest }, tally), tally };
}

/** Answers every request until the pool is done. */
function finish({ pool }: ReturnType<typeof poolOf>, most = Number.POSITIVE_INFINITY) {
  let replies: readonly Reply[] = [];
  for (let steps = 0; ; steps += 1) {
    const step = pool.step(replies);
    if (step.type === "done" || replies.length >= most) return { step, asked: replies.length, steps };
    replies = [...replies, ...step.requests.map(replyTo)];
  }
}

/** The calls a step asks for and says will follow: the fewest and the most. */
function rangeOf({ requests, follows }: Pick<AskStep, "requests" | "follows">): readonly [number, number] {
  let [least, most] = [requests.length, requests.length];
  if (follows === undefined || typeof follows === "number") throw new Error("a pool names the calls that follow one by one");
  for (const next of follows) {
    const [fewest, all] = "most" in next ? [next.least, next.most] : rangeOf(next);
    least += fewest;
    most += all;
  }
  return [least, most];
}

const programs = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3 })), { maxLength: 200 })
  .map((rows) => ({ accepted: rows.map(([is]) => is), calls: rows.map(([, count]) => count) }));

describe("an ordered pool", () => {
  it("asks about the shortest beginning of its rows that holds enough accepted ones, whatever calls they take", () => {
    fc.assert(
      fc.property(programs, fc.integer({ min: 1, max: 120 }), ({ accepted, calls }, until) => {
        const made = poolOf(accepted, calls, until);
        const { step, asked } = finish(made);
        const places = accepted.flatMap((is, index) => (is ? [index] : []));
        const needed = places.length >= until ? (places[until - 1] ?? 0) + 1 : accepted.length;
        if (step.type !== "done") throw new Error("the pool is not done");
        expect(step.made.map(({ row }) => row.index)).toEqual(Array.from({ length: needed }, (_, index) => index));
        expect(asked).toBe(calls.slice(0, needed).reduce((sum, count) => sum + count, 0));
        expect(made.tally).toEqual({ accepted: Math.min(until, places.length), judged: needed });
      }),
    );
  });

  it("never asks for more, or fewer, calls than it says will come, at whatever point it is asked", () => {
    fc.assert(
      fc.property(programs, fc.option(fc.integer({ min: 1, max: 120 })), ({ accepted, calls }, until) => {
        const { asked } = finish(poolOf(accepted, calls, until));
        const { pool } = poolOf(accepted, calls, until);
        let replies: readonly Reply[] = [];
        for (let step = pool.step(replies); step.type === "ask"; step = pool.step(replies)) {
          const [least, most] = rangeOf(step);
          expect([least <= asked - replies.length, most >= asked - replies.length]).toEqual([true, true]);
          if (until === null) expect(least).toBe(most);
          replies = [...replies, ...step.requests.map(replyTo)];
        }
      }),
    );
  });

  it("makes the same rows however wide its waves are, in fewer of them when they are wide", () => {
    fc.assert(
      fc.property(
        programs,
        fc.option(fc.integer({ min: 1, max: 120 })),
        fc.integer({ min: 1, max: 200 }),
        ({ accepted, calls }, until, widest) => {
          expect(finish(poolOf(accepted, calls, until, widest))).toEqual({
            ...finish(poolOf(accepted, calls, until)),
            steps: expect.any(Number),
          });
        },
      ),
    );
    const accepted = Array.from({ length: 1_000 }, (_, index) => index % 2 === 0);
    expect(finish(poolOf(accepted, [], 400, Number.POSITIVE_INFINITY)).steps).toBeLessThan(12);
    expect(finish(poolOf(accepted, [], 400)).steps).toBeGreaterThan(12);
  });

  it("can be replayed from the start, and shows the rows that stand while others are out", () => {
    const accepted = Array.from({ length: 150 }, (_, index) => index % 3 !== 0);
    const made = poolOf(accepted, [], 90);
    const whole = finish(made);
    expect(finish(made).step).toEqual(whole.step);
    const { step } = finish(poolOf(accepted, [], 90), 64);
    if (step.type !== "ask") throw new Error("the pool is done");
    expect(step.soFar?.().length).toBe(64);
    expect(step).toMatchObject({ isOpen: true, requests: { length: 48 } });
  });

  it("asks about no more makings of several rows than could be needed", () => {
    const program: MethodProgram = {
      size: 50,
      perRow: 1,
      rowsPerMaking: 4,
      rounds: 2,
      mostCalls: () => [{ model: "sim/x", most: 1 }],
      laneOf: () => "sim/x",
      columns: [],
      summary: () => "",
      making: (index) => ({
        label: `row ${index}`,
        step: ([reply]) =>
          reply === undefined
            ? { type: "ask", requests: [requestOf(String(index))], follows: [] }
            : { type: "done", made: [0, 1, 2].map((at) => ({ label: `${index}.${at}`, row: { index }, ending: { type: "kept" } })) },
      }),
    };
    const tally = { accepted: 0, judged: 0 };
    const { asked } = finish({ pool: orderedPool(program, (made) => made, { until: 10, widest: widthOfCalls }, tally), tally });
    expect([asked, tally.accepted]).toEqual([4, 12]);
  });

  it("asks about all rows without a number to reach", () => {
    const made = poolOf([true, false, true], [], null);
    expect(finish(made).asked).toBe(3);
    expect(made.tally).toEqual({ accepted: 2, judged: 3 });
  });
});
