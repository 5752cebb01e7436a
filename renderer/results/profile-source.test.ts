import { expect, it } from "vitest";
import type { ColumnProfile } from "#shared/contract/contract.ts";
import { createProfileSource } from "./profile-source.ts";

const profileOf = (column: string): ColumnProfile => ({ column, nulls: 0, rows: 1, distinct: 1, summary: { type: "none" } });
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

it("profiles the columns in sight one after another", async () => {
  const asked: string[] = [];
  const source = createProfileSource(async (column) => {
    asked.push(column);
    return profileOf(column);
  });
  source.want(["a", "b"]);
  expect(asked).toEqual(["a"]);
  await settled();
  expect([...source.state().keys()]).toEqual(["a", "b"]);
  source.want(["b", "c"]);
  await settled();
  expect(asked).toEqual(["a", "b", "c"]);
});

it("stops a question nobody waits for, and passes over what fails", async () => {
  const signals: AbortSignal[] = [];
  const source = createProfileSource((column, signal) => {
    signals.push(signal);
    return column === "slow"
      ? new Promise(() => undefined)
      : column === "bad"
        ? Promise.reject(new Error("no"))
        : Promise.resolve(profileOf(column));
  });
  source.want(["slow"]);
  source.want(["bad", "good"]);
  expect(signals[0]?.aborted).toBe(true);
  await settled();
  expect([...source.state().keys()]).toEqual(["good"]);
});
