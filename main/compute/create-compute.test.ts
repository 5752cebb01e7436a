import { afterAll, expect, test } from "vitest";
import { AssayError } from "#shared/assay-error.ts";
import { integer, text } from "#shared/data/table.ts";
import { measureAgreement } from "#shared/statistics/agreement/measure-agreement.ts";
import type { Judgement } from "#shared/statistics/judgement.ts";
import { createCompute } from "./create-compute.ts";

const compute = createCompute();
afterAll(() => compute.close());

const judgements: readonly Judgement[] = [..."abbaabbaabab"].flatMap((value, item) => [
  { item: `i${item}`, judge: "x", value },
  { item: `i${item}`, judge: "y", value: item % 4 === 0 ? "a" : value },
]);
const never = new AbortController().signal;

test("a measure comes back from the thread exactly as computed here", async () => {
  const options = { resampling: { draws: 300, seed: 4 } };
  const result = await compute.measure({ method: "agreement", judgements, options }, never);
  expect(result).toEqual(measureAgreement(judgements, options));
  expect(result.rows.length).toBeGreaterThan(4);
});

test("a failure the user can act on comes back as the same AssayError", async () => {
  const schema = {
    columns: [
      { name: "judge", type: text },
      { name: "wins", type: integer },
    ],
  };
  const task = {
    body: { type: "bar", x: "jugde", agg: "count" } as const,
    rows: [{ judge: "x", wins: 1 }],
    schema,
    context: {},
  };
  const failure = await compute.chart(task, never).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AssayError);
  expect(failure).toMatchObject({ code: "column-missing", place: { key: "x" }, hint: expect.stringContaining("judge") });
});

test("an abort stops a running computation at once and leaves the pool usable", async () => {
  const controller = new AbortController();
  const endless = compute.measure(
    { method: "agreement", judgements, options: { resampling: { draws: 20_000_000, seed: 1 } } },
    controller.signal,
  );
  const rejection = endless.catch((error: unknown) => error);
  // The task is on its thread once a second one, queued behind it on another, has come back.
  await compute.measure({ method: "position", judgements, options: {} }, never);
  const started = performance.now();
  controller.abort();
  expect(await rejection).toMatchObject({ code: "stopped" });
  expect(performance.now() - started).toBeLessThan(2000);
  const after = await compute.measure({ method: "position", judgements, options: {} }, never);
  expect(after.rows.length).toBeGreaterThan(0);
});

test("an aborted signal starts nothing", async () => {
  await expect(compute.measure({ method: "position", judgements, options: {} }, AbortSignal.abort())).rejects.toMatchObject({
    code: "stopped",
  });
});

test("a closed pool computes nothing more", async () => {
  const short = createCompute();
  await short.close();
  await expect(short.measure({ method: "position", judgements, options: {} }, never)).rejects.toMatchObject({ code: "stopped" });
});
