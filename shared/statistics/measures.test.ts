import { describe, expect, it } from "vitest";
import { measure } from "../cells/measure.ts";
import { double, type Row, schemaOf, text, type Value } from "../data/table.ts";
import { type MeasureMethod, measureMethodNames, readingOf } from "./measure-methods.ts";
import type { MeasureOptions } from "./measure-options.ts";
import { computeMeasure } from "./measures.ts";
import { randomBits, uniform } from "./random.ts";
import { readJudgements } from "./read-judgements.ts";
import type { MeasureResult, TidyRow } from "./tidy-row.ts";

const judges = ["x-judge", "y-judge"];
const people = ["ada", "bo", "cy"];
const models = ["basalt", "cedar", "willow"];

const bits = randomBits(11);
const chance = (): number => uniform(bits);
const pick = <T>(values: readonly T[]): T => values[Math.floor(chance() * values.length)] as T;
const prompts = Array.from({ length: 16 }, (_, prompt) => `p${prompt}`);
const kind = (judge: string): string => (people.includes(judge) ? "human" : "llm");

/** Every judge twice in each order and every person once, with ties, unreadable verdicts, a vote given twice and one that contradicts itself. */
function comparisons(): readonly Row[] {
  const rows = prompts.flatMap((prompt) =>
    [0, 1, 2].flatMap((pair) => {
      const [model_a = "", model_b = ""] = models.filter((_, index) => index !== pair);
      const [len_a, len_b] = [50 + Math.floor(chance() * 300), 50 + Math.floor(chance() * 300)];
      const shared = {
        item: `${prompt}-${pair}`,
        prompt_id: prompt,
        model_a,
        model_b,
        len_a,
        len_b,
        response_a: "- one\n- two **b**",
        response_b: "one",
      };
      const truth = chance() < 0.6 ? "a" : "b";
      return [...judges, ...people].flatMap((judge) => {
        const asks =
          kind(judge) === "human"
            ? [[pick(["ab", "ba"]), 0] as const]
            : (["ab", "ba"] as const).flatMap((order) => [[order, 0] as const, [order, 1] as const]);
        return asks.map(([order, repeat]): Row => {
          const drawn = chance();
          const verdict = drawn < 0.7 ? truth : drawn < 0.8 ? "tie" : drawn < 0.84 ? null : truth === "a" ? "b" : "a";
          const sure = 0.55 + 0.4 * chance();
          const p = verdict === "a" ? sure : verdict === "b" ? 1 - sure : 0.5;
          const family = { judge_family: judge.startsWith("x") ? "cedar" : "oak", family_a: model_a, family_b: model_b };
          return {
            ...shared,
            ...family,
            judge,
            judge_kind: kind(judge),
            order,
            repeat,
            verdict,
            p: kind(judge) === "human" || verdict === null ? null : p,
            selection_p: kind(judge) === "human" ? 0.5 : null,
          };
        });
      });
    }),
  );
  const [first, second] = [rows[0] ?? {}, rows[1] ?? {}];
  return [...rows, first, { ...second, verdict: second.verdict === "a" ? "b" : "a", p: 0.123 }];
}

function scores(): readonly Row[] {
  return prompts.flatMap((item) =>
    models.flatMap((model) => {
      const quality = chance() * 4;
      const length_chars = 20 + Math.floor(chance() * 100);
      return [...judges, ...people].map((judge): Row => {
        const score = chance() < 0.05 ? null : 1 + Math.min(4, Math.round(quality + 1.5 * chance()));
        return { item, model, judge, judge_kind: kind(judge), length_chars, score };
      });
    }),
  );
}

function criteria(): readonly Row[] {
  const weights = { right: 3, short: 1, rude: -2 };
  return prompts.flatMap((item) =>
    models.flatMap((model) =>
      [...judges, ...people].flatMap((judge) =>
        Object.entries(weights).map(([criterion, weight]): Row => {
          return { item, model, judge, judge_kind: kind(judge), criterion, weight, met: chance() < 0.1 ? null : Number(chance() < 0.6) };
        }),
      ),
    ),
  );
}

const tables = { comparisons: comparisons(), scores: scores(), criteria: criteria() };

/** What each method is told beside its table, so that its optional rows come out as well. */
const told: { readonly [method in MeasureMethod]?: MeasureOptions } = {
  ranking: { ties: "davidson", baseline: "cedar" },
  length: { baseline: "cedar" },
  calibration: { recalibration: "platt", folds: 4 },
  agreement: { inconsistent: "tie" },
};

function measured(method: MeasureMethod, rows: readonly Row[]): MeasureResult {
  const reading = measure.read(JSON.stringify({ method, from: "votes" }));
  if (!reading.ok) throw new Error(reading.problems[0]?.sentence);
  const columns = Object.keys(rows[0] ?? {});
  const typeOf = (name: string) => (rows.some((row) => typeof row[name] === "number") ? double : text);
  const judgements = readJudgements(reading.body, { table: "votes", schema: schemaOf(columns.map((name) => [name, typeOf(name)])), rows });
  return computeMeasure({ method, judgements, options: { ...told[method], resampling: { draws: 100, seed: 5 } } });
}

function shuffled<T>(values: readonly T[], seed: number): readonly T[] {
  const order = randomBits(seed);
  return values
    .map((value) => [uniform(order), value] as const)
    .sort(([left], [right]) => left - right)
    .map(([, value]) => value);
}

const turnedVerdicts = new Map<Value, Value>([
  ["a", "b"],
  ["b", "a"],
  ["ab", "ba"],
  ["ba", "ab"],
]);

/** The same comparison stored the other way round. */
function turned(row: Row): Row {
  const turn = (value: Value | undefined): Value => turnedVerdicts.get(value ?? null) ?? value ?? null;
  const sides = ["model", "family", "len", "response"].flatMap((part) => [
    [`${part}_a`, row[`${part}_b`] ?? null],
    [`${part}_b`, row[`${part}_a`] ?? null],
  ]);
  return {
    ...row,
    ...Object.fromEntries(sides),
    verdict: turn(row.verdict),
    order: turn(row.order),
    p: typeof row.p === "number" ? 1 - row.p : null,
  };
}

const numbers = ["estimate", "low", "high", "x", "p_value", "n", "items", "clusters", "dropped", "ties"] as const;

function expectSame(found: MeasureResult, wanted: MeasureResult): void {
  expect(found.sentence).toBe(wanted.sentence);
  expect(found.rows.map(({ sentence, reason }) => [sentence, reason])).toEqual(
    wanted.rows.map(({ sentence, reason }) => [sentence, reason]),
  );
  found.rows.forEach((row, index) => {
    const other = wanted.rows[index] as TidyRow;
    for (const name of numbers) {
      if (row[name] === null || other[name] === null) expect(row[name]).toBe(other[name]);
      else
        expect(
          Math.abs((row[name] as number) - (other[name] as number)) / Math.max(1, Math.abs(other[name] as number)),
          `${row.statistic} ${name}`,
        ).toBeLessThan(1e-7);
    }
  });
}

const kinds = Object.keys(tables) as readonly (keyof typeof tables)[];

describe.each(measureMethodNames.filter((method) => readingOf(method) === "judgements"))("%s", (method) => {
  it.each(kinds)("of %s says the same whatever the order of rows", (name) => {
    expectSame(measured(method, shuffled(tables[name], 3)), measured(method, tables[name]));
  });

  it("says the same when every other comparison is stored with its sides the other way round", () => {
    const stored = tables.comparisons.map((row, index) => (index % 2 === 0 ? turned(row) : row));
    expectSame(measured(method, stored), measured(method, tables.comparisons));
  });

  it.each(kinds)("of %s gives judges other names and changes nothing else", (name) => {
    const renamed = tables[name].map((row) => ({ ...row, judge: `judge ${row.judge}` }));
    const plain = measured(method, tables[name]).rows;
    const found = measured(method, renamed).rows;
    expect(found.map(({ estimate, low, high }) => [estimate, low, high])).toEqual(
      plain.map(({ estimate, low, high }) => [estimate, low, high]),
    );
  });

  it.each(kinds)("of %s gives numbers that are numbers, inside their intervals, or a reason", (name) => {
    const { rows, sentence } = measured(method, tables[name]);
    expect(rows.length).toBeGreaterThan(0);
    expect(sentence).not.toMatch(/NaN|Infinity|undefined undefined|null/);
    for (const row of rows) {
      expect(row.sentence).not.toMatch(/NaN|Infinity|undefined undefined|\bnull\b|\b1 (items|people|ties|prompts|classes|judges)\b/);
      for (const key of numbers)
        if (row[key] !== null) expect(Number.isFinite(row[key]) && !Object.is(row[key], -0), `${row.statistic} ${key}`).toBe(true);
      if (row.estimate === null) expect(row).toMatchObject({ reason: expect.any(String), low: null, high: null });
      else if (row.low !== null && row.high !== null) expect(row.low <= row.estimate && row.estimate <= row.high, row.statistic).toBe(true);
    }
  });
});
