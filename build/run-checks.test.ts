import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Check } from "./checks.mjs";
import { runChecks } from "./run-checks.mjs";

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const counted = (name: string, passed: number, failed: number, more: Partial<Check> = {}): Check => ({
  name,
  weight: 1,
  run: async () => ({ passed, failed }),
  ...more,
});

test("adds up what passed and failed on one line of its own and fails when anything failed", async () => {
  expect(await runChecks([counted("types", 1, 0), counted("unit", 40, 2)], [])).toBe(1);
  expect(printed.at(-1)).toBe("41 passed, 2 failed");
});

test("succeeds when everything passed, and says what ran", async () => {
  expect(await runChecks([counted("types", 1, 0), counted("unit", 40, 0)], [])).toBe(0);
  expect(printed.join("\n")).toContain("Ran: types, unit.");
});

test("says why a check did not run and counts nothing for it", async () => {
  const electron = counted("electron", 7, 0, { unless: () => "no runtime here" });
  expect(await runChecks([counted("types", 1, 0), electron], [])).toBe(0);
  expect(printed).toContain("– electron: not run, no runtime here");
  expect(printed.at(-1)).toBe("1 passed, 0 failed");
});

test("a part is what was asked for", async () => {
  expect(await runChecks([counted("types", 1, 0), counted("lint", 0, 1)], ["types"])).toBe(0);
  expect(printed.at(-1)).toBe("1 passed, 0 failed");
});

test("nothing executed is a failure", async () => {
  expect(await runChecks([counted("electron", 1, 0, { unless: () => "no runtime here" })], [])).toBe(1);
});

test("a check that throws has failed, and its output is shown", async () => {
  const broken = counted("build", 1, 0, {
    run: async () => {
      throw new Error("no such file");
    },
  });
  expect(await runChecks([broken], [])).toBe(1);
  expect(printed.join("\n")).toContain("no such file");
});

test("a check starts only when those it comes after have ended", async () => {
  const order: string[] = [];
  const noting = (name: string, after: readonly string[]): Check => ({
    name,
    after,
    weight: 1,
    run: async () => {
      order.push(`${name} starts`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends`);
      return { passed: 1, failed: 0 };
    },
  });
  await runChecks([noting("journeys", ["build"]), noting("build", [])], []);
  expect(order).toEqual(["build starts", "build ends", "journeys starts", "journeys ends"]);
});

test("shows what a failing program printed", async () => {
  const failing = counted("lint", 1, 0, {
    run: async (shell) => {
      const code = await shell(process.execPath, ["-e", "console.log('line 3 is too long'); process.exitCode = 3"]);
      return { passed: 0, failed: code };
    },
  });
  expect(await runChecks([failing], [])).toBe(1);
  expect(printed.join("\n")).toContain("line 3 is too long");
});

test("a family of checks goes by its first name", async () => {
  const family = [counted("types:shared", 1, 0), counted("types:main", 1, 0), counted("electron", 3, 0), counted("electron-double", 3, 0)];
  await runChecks(family, ["types", "electron"]);
  expect(printed.at(-1)).toBe("5 passed, 0 failed");
});
