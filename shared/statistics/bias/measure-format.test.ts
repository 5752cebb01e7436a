import { expect, test } from "vitest";
import type { Judgement, Side } from "../judgement.ts";
import { randomBits, uniform } from "../random.ts";
import type { MeasureResult } from "../tidy-row.ts";
import { measureFormat } from "./measure-format.ts";

const resampling = { draws: 200, seed: 1 };

function rowOf({ rows }: MeasureResult, statistic: string, judge: string) {
  return rows.find((row) => row.statistic === statistic && row.judge_a === judge && row.slice === null);
}

/** Lists move the judge's log-odds; long answers tend to have more of them, but length itself moves nothing. */
function planted(slope: number, items: number): readonly Judgement[] {
  const bits = randomBits(6);
  return Array.from({ length: items }, (_, index) => {
    const answer = (model: string): Side => {
      const lists = Math.floor(uniform(bits) * 6);
      const style = { lists, headers: Math.floor(uniform(bits) * 2), bold: 1, code: 0, tables: 0 };
      return { model, family: null, length: 100 + 50 * lists + Math.floor(uniform(bits) * 150), style };
    };
    const [a, b] = [answer("m"), answer("n")];
    const gap = ((a.style?.lists ?? 0) - (b.style?.lists ?? 0)) / ((a.style?.lists ?? 0) + (b.style?.lists ?? 0) + 1);
    const verdict = (logit: number) => (uniform(bits) < 1 / (1 + Math.exp(-logit)) ? "a" : "b");
    return [
      { item: `i${index}`, judge: "swayed", value: verdict(slope * gap), a, b },
      { item: `i${index}`, judge: "anna", isPerson: true, value: verdict(0), a, b },
    ];
  }).flat();
}

test("a planted liking for lists is found among lists, and the joint model does not blame length for it", () => {
  const result = measureFormat(planted(3, 250), { resampling });
  expect(rowOf(result, "excess: prefers more list items", "swayed")?.low).toBeGreaterThan(0.1);
  expect(rowOf(result, "joint slope: lists", "swayed")?.low).toBeGreaterThan(0.5);
  expect(rowOf(result, "joint slope: length", "swayed")?.low).toBeLessThan(0);
  expect(rowOf(result, "joint slope: lists", "people")?.low).toBeLessThan(0);
  expect(result.sentence).toMatch(/^swayed's preference for the answer with more list items minus people's/);
});

test("judges that follow nothing are not accused of one trait among many", () => {
  const studies = Array.from({ length: 12 }, (_, seed) => {
    const bits = randomBits(50 + seed);
    const fair = planted(0, 60).map((each) => ({ ...each, value: uniform(bits) < 0.5 ? "a" : "b" }));
    return measureFormat(fair, { resampling });
  });
  expect(studies.filter(({ sentence }) => !sentence.startsWith("No judge is shown to differ from people")).length).toBeLessThanOrEqual(1);
});

test("traits in which no two answers differ are one row that names them", () => {
  const result = measureFormat(planted(1, 30), { resampling });
  const about = result.rows.filter(({ statistic }) => statistic.includes("bold"));
  expect(about).toHaveLength(1);
  expect(about[0]).toMatchObject({
    estimate: null,
    judge_a: null,
    reason: "no two answers compared differ in bold, code, tables",
  });
  expect(about[0]?.sentence).toBe("Nothing can follow bold, code, tables: no two answers compared differ in any of them.");
  expect(rowOf(result, "joint slope: lists", "swayed")?.estimate).not.toBeNull();
});

test("without the answers' text there is no layout, and that is said", () => {
  const bare = planted(1, 20).map((each): Judgement => {
    const without = (side: Side | undefined): Side => ({ model: side?.model ?? "", family: null, length: 5, style: null });
    return { ...each, a: without(each.a), b: without(each.b) };
  });
  const result = measureFormat(bare, { resampling });
  expect(rowOf(result, "prefers more tables", "swayed")?.reason).toMatch(/^no text of the answers compared is known/);
  expect(rowOf(result, "joint slope: lists", "swayed")?.reason).toMatch(/whose length and layout are known$/);
  expect(result.rows.every(({ estimate }) => estimate === null)).toBe(true);
});

test("every slice gets the same figures of its own rows", () => {
  const sliced = planted(2, 60).map((each, index) => ({ ...each, slices: [Math.floor(index / 2) % 2 ? "odd" : "even"] }));
  const { rows } = measureFormat(sliced, { resampling });
  const odd = measureFormat(
    sliced.filter(({ slices }) => slices.includes("odd")),
    { resampling },
  );
  const found = rows.find((row) => row.slice === "odd" && row.statistic === "slope: lists" && row.judge_a === "swayed");
  expect(found?.estimate).toBe(rowOf(odd, "slope: lists", "swayed")?.estimate);
});
