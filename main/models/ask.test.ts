import { describe, expect, it } from "vitest";
import type { CallOutcome } from "#shared/journal/call.ts";
import { type AskParts, askModel } from "./ask.ts";
import { createBucket } from "./bucket.ts";
import type { Endpoint } from "./endpoint.ts";
import { createLane } from "./lane.ts";
import type { Exchange } from "./reply.ts";
import { createSeats, type Seats } from "./seats.ts";
import { pause, type Time } from "./time.ts";
import { createVirtualTime } from "./virtual-time.ts";

const completion = JSON.stringify({ choices: [{ message: { content: "4" } }], usage: { prompt_tokens: 10, completion_tokens: 2 } });
const reply = (status: number, body = completion, headers = {}): Exchange => ({ type: "reply", reply: { status, headers, body } });
const openBudget = { reserve: () => true, settle: () => undefined };

function endpointOf(
  time: Time,
  complete: (attempt: number) => Promise<Exchange> | Exchange,
  options: { maxConcurrency?: number; requestsPerMinute?: number; seats?: Seats } = {},
): Endpoint {
  let attempts = 0;
  const lane = createLane({
    maxConcurrency: options.maxConcurrency ?? 128,
    seats: options.seats ?? createSeats(128),
    requests: options.requestsPerMinute === undefined ? null : createBucket(options.requestsPerMinute),
    tokens: null,
    time,
  });
  const client = { complete: async () => complete(attempts++), listModels: async () => reply(200) };
  return { client, lane, key: "sk-secret-key-1234", origin: "http://127.0.0.1:1" };
}

function partsOf(time: Time, endpoint: Endpoint, rest: Partial<AskParts> = {}): AskParts {
  const signal = new AbortController().signal;
  return { endpoint, body: {}, budget: openBudget, signal, time, most: { usd: null, tokens: 0 }, costOf: () => null, ...rest };
}

/** Asks with 256 calls in hand, as the engine does. */
async function askMany(count: number, parts: AskParts): Promise<readonly CallOutcome[]> {
  const outcomes: CallOutcome[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next++ < count) outcomes.push(await askModel(parts));
  };
  await Promise.all(Array.from({ length: 256 }, worker));
  return outcomes;
}

describe("a server with a request bucket", () => {
  it.each([
    [50, 20, true],
    [50, 400, true],
    [10, 100, false],
    [200, 50, true],
  ])("of %i a second, %i ms away (Retry-After: %s), is used within 1.2 of the ideal with few 429", async (rate, latencyMs, saysWait) => {
    const { time, until } = createVirtualTime();
    const count = Math.max(1_000, rate * 40);
    let [level, at, limitedCount, requests] = [rate, 0, 0, 0];
    const endpoint = endpointOf(time, async () => {
      requests += 1;
      level = Math.min(rate, level + ((time.now() - at) * rate) / 1_000);
      at = time.now();
      const passes = level >= 1;
      if (passes) level -= 1;
      else limitedCount += 1;
      await pause(time, passes ? latencyMs : 5, new AbortController().signal);
      return passes ? reply(200) : reply(429, "{}", saysWait ? { "retry-after": "1" } : {});
    });
    const outcomes = await until(askMany(count, partsOf(time, endpoint)));
    expect(outcomes.filter(({ type }) => type === "replied")).toHaveLength(count);
    expect(limitedCount / requests).toBeLessThan(0.05);
    expect(time.now()).toBeLessThan(1.2 * ((count / rate) * 1_000 + latencyMs));
  });

  it("shares a provider's places among its models and starves none", async () => {
    const { time, until } = createVirtualTime();
    const seats = createSeats(10);
    let [atOnce, most] = [0, 0];
    const slowness = [10, 200];
    const lastAnswers = await until(
      Promise.all(
        slowness.map(async (ms) => {
          const endpoint = endpointOf(
            time,
            async () => {
              most = Math.max(most, ++atOnce);
              await pause(time, ms, new AbortController().signal);
              atOnce -= 1;
              return reply(200);
            },
            { seats },
          );
          await askMany(300, partsOf(time, endpoint));
          return time.now();
        }),
      ),
    );
    expect(most).toBe(10);
    expect(lastAnswers[0]).toBeLessThan((300 * 210) / 5);
    expect(lastAnswers[1]).toBeLessThan((300 * 210) / 5);
  });

  it("keeps its own limit of requests a minute without being told", async () => {
    const { time, until } = createVirtualTime();
    const endpoint = endpointOf(time, () => reply(200), { requestsPerMinute: 600 });
    await until(askMany(100, partsOf(time, endpoint)));
    expect(time.now()).toBeGreaterThan(8_900);
    expect(time.now()).toBeLessThan(10_500);
  });
});

it.each([
  [0.116, 0],
  [0, 0.116],
  [0.05, 0.066],
])("takes faults without a cause (%d refused, %d broken) for what they are: nothing lost, wall within 1.3 of a clean run", async (refused, broken) => {
  const wallOf = async (shares: readonly [number, number]): Promise<number> => {
    const { time, until } = createVirtualTime();
    const endpoint = endpointOf(time, async (attempt) => {
      const chance = attempt < 4_000 ? time.random() : 1;
      const status = chance < shares[0] ? 429 : chance < shares[0] + shares[1] ? 500 : 200;
      await pause(time, status === 200 ? 200 : 5, new AbortController().signal);
      return reply(status, completion, status === 429 ? { "retry-after": "1" } : {});
    });
    const outcomes = await until(askMany(4_000, partsOf(time, endpoint)));
    expect(outcomes.every(({ type }) => type === "replied")).toBe(true);
    return time.now();
  };
  expect(await wallOf([refused, broken])).toBeLessThan(1.3 * (await wallOf([0, 0])));
});

describe("waiting", () => {
  const secondsWaited = async (headers: object, unixMs = 0): Promise<number> => {
    const { time, until } = createVirtualTime();
    const endpoint = endpointOf(time, (attempt) => (attempt === 0 ? reply(429, "{}", headers) : reply(200)));
    await until(askModel(partsOf({ ...time, unixMs: () => unixMs + time.now() }, endpoint)));
    return time.now() / 1_000;
  };

  it("obeys Retry-After in seconds and as a date, and reset counters", async () => {
    expect(await secondsWaited({ "retry-after": "7" })).toBeCloseTo(7, 0);
    expect(await secondsWaited({ "retry-after-ms": "1500" })).toBeGreaterThanOrEqual(1.5);
    expect(await secondsWaited({ "retry-after": "Thu, 01 Jan 1970 00:00:09 GMT" })).toBeCloseTo(9, 0);
    const counters = { "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "1m2s" };
    expect(await secondsWaited(counters)).toBeCloseTo(60, 0);
  });

  it("caps long waits and takes nonsense for silence", async () => {
    expect(await secondsWaited({ "retry-after": "86000" })).toBeCloseTo(60, 0);
    for (const nonsense of ["-5", "soon", "1e99", "NaN", "99999999999"])
      expect(await secondsWaited({ "retry-after": nonsense })).toBeLessThan(3);
  });

  it("pauses before a 429 where the counters say that nothing is left", async () => {
    const { time, until } = createVirtualTime();
    const headers = { "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "5s" };
    const endpoint = endpointOf(time, (attempt) => reply(200, completion, attempt === 0 ? headers : {}), { maxConcurrency: 1 });
    await until(askMany(2, partsOf(time, endpoint)));
    expect(time.now()).toBeCloseTo(5_000, -2);
  });
});

describe("retries", () => {
  it.each([408, 409, 425, 500, 502, 503, 529])("%i is asked again", async (status) => {
    const { time, until } = createVirtualTime();
    const endpoint = endpointOf(time, (attempt) => (attempt < 3 ? reply(status, "oops") : reply(200)));
    expect(await until(askModel(partsOf(time, endpoint)))).toMatchObject({ type: "replied", attempts: 4, body: completion });
  });

  it.each([
    ["an HTML page", reply(200, "<html>hello</html>"), "malformed"],
    ["half a body", reply(200, completion.slice(0, 20)), "malformed"],
    ["wrong types", reply(200, '{"choices":"none"}'), "malformed"],
    ["a timeout", { type: "timeout" } as const, "timeout"],
    ["a reset", { type: "network", sentence: "reset", unsent: false } as const, "network"],
    ["an error inside a 200", reply(200, '{"error":{"message":"busy","code":502}}'), "server"],
  ])("%s is asked again, at most six times, and counts as possibly paid", async (_name, exchange, cause) => {
    const { time, until } = createVirtualTime();
    const endpoint = endpointOf(time, () => exchange);
    const outcome = await until(askModel(partsOf(time, endpoint)));
    expect(outcome).toMatchObject({ type: "failed", attempts: 6, failure: { cause, final: false, possiblyPaid: true } });
    expect(time.now()).toBeLessThan(8_000);
  });

  it.each([
    [400, "{}", "bad-request"],
    [401, '{"error":{"message":"Bad key sk-secret-key-1234"}}', "unauthorised"],
    [402, "{}", "quota"],
    [403, "{}", "unauthorised"],
    [404, "{}", "not-found"],
    [429, '{"error":{"message":"You exceeded your quota","code":"insufficient_quota"}}', "quota"],
    [302, "", "bad-request"],
  ])("%i is final and turns away whoever waits", async (status, body, cause) => {
    const { time, until } = createVirtualTime();
    let requests = 0;
    const endpoint = endpointOf(time, async () => {
      requests += 1;
      await pause(time, 10, new AbortController().signal);
      return reply(status, body, { location: "http://elsewhere.invalid/" });
    });
    const outcomes = await until(Promise.all(Array.from({ length: 100 }, () => askModel(partsOf(time, endpoint)))));
    expect(requests).toBe(32);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ type: "failed", failure: { cause, final: true } });
    expect(JSON.stringify(outcomes)).not.toContain("sk-secret");
  });

  it("lets a prompt that is too long or filtered fail alone", async () => {
    const { time, until } = createVirtualTime();
    for (const [code, cause] of [
      ["context_length_exceeded", "too-long"],
      ["content_filter", "bad-request"],
    ]) {
      const endpoint = endpointOf(time, () => reply(400, JSON.stringify({ error: { message: "no", code } })));
      const outcome = await until(askModel(partsOf(time, endpoint)));
      expect(outcome).toMatchObject({ type: "failed", attempts: 1, failure: { cause, final: false } });
    }
  });
});

describe("budgets and stopping", () => {
  it("never lets more leave than the budget holds, also when answers are lost", async () => {
    const { time, until } = createVirtualTime();
    const limit = 1;
    let [spent, reserved, worst] = [0, 0, 0];
    const budget = {
      reserve: (usd: number | null) => {
        if (spent + reserved + (usd ?? 0) > limit + 1e-9) return false;
        reserved += usd ?? 0;
        worst = Math.max(worst, spent + reserved);
        return true;
      },
      settle: (held: number | null, actual: number | null) => {
        reserved -= held ?? 0;
        spent += actual ?? 0;
      },
    };
    let billed = 0;
    const endpoint = endpointOf(time, async (attempt) => {
      billed += 0.004;
      await pause(time, 20, new AbortController().signal);
      return attempt % 3 === 0 ? { type: "timeout" } : attempt % 7 === 0 ? reply(500) : reply(200);
    });
    const outcomes = await until(askMany(1_000, partsOf(time, endpoint, { budget, most: { usd: 0.01, tokens: 0 }, costOf: () => 0.004 })));
    expect(worst).toBeLessThanOrEqual(limit + 1e-9);
    expect(billed).toBeLessThanOrEqual(limit);
    expect(Math.abs(reserved)).toBeLessThan(1e-9);
    expect(
      outcomes.some((outcome) => outcome.type === "failed" && outcome.failure.cause === "stopped" && !outcome.failure.possiblyPaid),
    ).toBe(true);
  });

  it("sends nothing more once stopped, and ends calls that wait", async () => {
    const { time, until } = createVirtualTime();
    const controller = new AbortController();
    let requests = 0;
    const endpoint = endpointOf(time, async () => {
      requests += 1;
      await pause(time, 1_000, controller.signal);
      return controller.signal.aborted ? { type: "stopped" } : reply(200);
    });
    time.schedule(1_500, () => controller.abort());
    const outcomes = await until(askMany(500, partsOf(time, endpoint, { signal: controller.signal })));
    expect(time.now()).toBe(1_500);
    expect(requests).toBe(32 + 64);
    expect(outcomes).toHaveLength(500);
    const stoppedBefore = outcomes.filter(
      (outcome) => outcome.type === "failed" && outcome.failure.cause === "stopped" && !outcome.failure.possiblyPaid,
    );
    expect(stoppedBefore).toHaveLength(500 - 96);
  });

  it("keeps the key out of replies that echo it", async () => {
    const { time, until } = createVirtualTime();
    const endpoint = endpointOf(time, () => reply(200, completion.replace("4", "your key is sk-secret-key-1234")));
    expect(JSON.stringify(await until(askModel(partsOf(time, endpoint))))).not.toContain("secret");
  });
});
