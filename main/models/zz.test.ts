import { it } from "vitest";
import { askModel } from "./ask.ts";
import { createLane } from "./lane.ts";
import { createSeats } from "./seats.ts";
import { pause } from "./time.ts";
import { createVirtualTime } from "./virtual-time.ts";

const completion = JSON.stringify({ choices: [{ message: { content: "4" } }], usage: { prompt_tokens: 10, completion_tokens: 2 } });
it.each([
  [0, 0, 200],
  [0.116, 0, 200],
  [0, 0.116, 200],
  [0.05, 0.066, 200],
  [0, 0, 20],
  [0.116, 0, 20],
  [0.05, 0.066, 20],
  [0.3, 0, 20],
  [0.3, 0, 200],
])(
  "%d %d %d",
  async (r429, r500, latencyMs) => {
    const { time, until } = createVirtualTime();
    let requests = 0;
    const n = 2000;
    const seen = new Map<number, number>();
    const lane = createLane({ maxConcurrency: 128, seats: createSeats(128), requests: null, tokens: null, time });
    const mk = (i: number) => ({
      lane,
      key: null,
      origin: "x",
      client: {
        listModels: async () => ({ type: "timeout" }) as const,
        complete: async () => {
          requests += 1;
          const first = !seen.has(i);
          seen.set(i, 1);
          const u = time.random();
          const status = first ? (u < r429 ? 429 : u < r429 + r500 ? 500 : 200) : 200;
          await pause(time, status === 200 ? latencyMs : 5, new AbortController().signal);
          return { type: "reply" as const, reply: { status, headers: status === 429 ? { "retry-after": "1" } : {}, body: completion } };
        },
      },
    });
    const base = {
      body: {},
      budget: { reserve: () => true, settle: () => undefined },
      signal: new AbortController().signal,
      time,
      most: { usd: null, tokens: 0 },
      costOf: () => null,
    };
    let next = 0,
      failed = 0;
    await until(
      Promise.all(
        Array.from({ length: 256 }, async () => {
          while (next < n) {
            const i = next++;
            const o = await askModel({ ...base, endpoint: mk(i) });
            if (o.type === "failed") failed++;
          }
        }),
      ),
    );
    console.log("RESULT", r429, r500, latencyMs, "wall", time.now().toFixed(0), "failed", failed, requests);
  },
  60000,
);
it.each([
  [50, 20, true, 2000],
  [50, 400, true, 2000],
  [10, 100, false, 1000],
  [200, 50, true, 8000],
  [1, 500, false, 200],
  [50, 20, false, 500],
])(
  "%i %i %s",
  async (rate, latencyMs, says, count) => {
    const { time, until } = createVirtualTime();
    let [level, at, requests] = [rate, 0, 0];
    const limitedAt: number[] = [];
    const lane = createLane({ maxConcurrency: 128, seats: createSeats(128), requests: null, tokens: null, time });
    const endpoint = {
      lane,
      key: null,
      origin: "x",
      client: {
        listModels: async () => ({ type: "timeout" }) as const,
        complete: async () => {
          requests += 1;
          level = Math.min(rate, level + ((time.now() - at) * rate) / 1_000);
          at = time.now();
          const passes = level >= 1;
          if (passes) level -= 1;
          else limitedAt.push(at);
          await pause(time, passes ? latencyMs : 5, new AbortController().signal);
          return {
            type: "reply" as const,
            reply: { status: passes ? 200 : 429, headers: !passes && says ? { "retry-after": "1" } : {}, body: completion },
          };
        },
      },
    };
    const parts = {
      endpoint,
      body: {},
      budget: { reserve: () => true, settle: () => undefined },
      signal: new AbortController().signal,
      time,
      most: { usd: null, tokens: 0 },
      costOf: () => null,
    };
    let next = 0,
      failed = 0;
    await until(
      Promise.all(
        Array.from({ length: 256 }, async () => {
          while (next++ < count) {
            const o = await askModel(parts);
            if (o.type === "failed") failed++;
          }
        }),
      ),
    );
    const h: Record<string, number> = {};
    for (const t of limitedAt) {
      const k = String(Math.floor(t / 2000) * 2);
      h[k] = (h[k] ?? 0) + 1;
    }
    console.log(
      "RESULT",
      rate,
      latencyMs,
      says,
      "limited",
      limitedAt.length,
      "of",
      requests,
      (limitedAt.length / requests).toFixed(3),
      "wall/ideal",
      (time.now() / ((count / rate) * 1000)).toFixed(3),
      "failed",
      failed,
      JSON.stringify(h),
    );
  },
  60000,
);
