import { expect, test } from "vitest";
import { headlineOf, headlineRow, styleOf } from "./headline.ts";
import type { Measured } from "./measured.ts";
import { type NumberStyle, type Subject, tidyRow } from "./tidy-row.ts";

function row(subject: Partial<Subject>, value: number | null, style: NumberStyle, claim: (figure: string) => string) {
  const measured: Measured = {
    value,
    reason: value === null ? "all verdicts are ties" : null,
    note: null,
    low: value === null ? null : value - 0.05,
    high: value === null ? null : value + 0.04,
    interval: "cluster bootstrap",
    intervalReason: null,
    clusters: 60,
    draws: 2000,
    droppedDraws: 0,
    n: 480,
    items: 60,
    nulls: 0,
    ties: 0,
  };
  return tidyRow({ statistic: "cohen kappa", slice: null, ...subject }, measured, style, claim);
}

const fair = row({ judge_a: "fair", judge_b: "first" }, 0.71, "number", (figure) => `Kappa of fair and first is ${figure}`);
const other = row({ judge_a: "fair", judge_b: "long" }, 0.42, "number", (figure) => `Kappa of fair and long is ${figure}`);
const share = row({ statistic: "conflict rate", judge_a: "first" }, 0.22, "percent", (figure) => `first changes ${figure} of its verdicts`);

test("the headline is the figure its sentence comes to first, of the judges it names", () => {
  expect(headlineOf([other, fair], fair.sentence)).toBe("κ 0.71 [0.66, 0.75], n 480");
  expect(headlineRow([other, fair], "fair agrees most with first, 0.71 [0.66, 0.75], least with long, 0.42 [0.37, 0.46].")).toBe(fair);
  expect(headlineOf([fair, share], "first changes 22 % [17, 26] of its verdicts.")).toBe("22 % [17, 26], n 480 · conflict rate, first");
});

test("calibration errors go by the field's short names", () => {
  const error = row({ statistic: "ece equal width", judge_a: "fair" }, 0.1, "number", (figure) => `fair errs by ${figure}`);
  expect(headlineOf([error], error.sentence)).toBe("ECE 0.10 [0.05, 0.14], n 480 · fair");
});

test("a sentence that tells no figure has no headline, nor has an undefined one or one of a slice", () => {
  const nothing = row({}, null, "number", (figure) => figure);
  const sliced = row({ slice: "subset: email" }, 0.71, "number", (figure) => `Kappa is ${figure}`);
  expect(headlineOf([nothing], nothing.sentence)).toBe("");
  expect(headlineOf([sliced], "Kappa is 0.71 [0.66, 0.75].")).toBe("");
  expect(headlineOf([], "There are no judgements.")).toBe("");
});

test("a bare figure that the words happen to hold is not taken for theirs", () => {
  const random = { ...row({ statistic: "at random" }, 0.2, "percent", (figure) => `At random ${figure}`), low: null, high: null };
  expect(headlineRow([random, share], "With 20 % of the items first changes 22 % [17, 26].")).toBe(share);
  expect(headlineRow([random], "With 20 % of the items nothing is known.")).toBeNull();
});

test("a figure is written as its own sentence writes it", () => {
  expect([fair, share].map(styleOf)).toEqual(["number", "percent"]);
});

test("a figure that is part of another is not the row's own", () => {
  const bare = (value: number, style: NumberStyle, claim: (figure: string) => string) => {
    const { sentence } = row({}, value, style, claim);
    return { ...row({}, value, style, claim), low: null, high: null, sentence: sentence.replace(/ \[[^\]]*\]/, "") };
  };
  const none = bare(0, "number", (figure) => `Of the 10 % most certain ${figure} are wrong`);
  expect(none.sentence).toBe("Of the 10 % most certain 0.00 are wrong.");
  expect(styleOf(none)).toBe("number");
  expect(styleOf(bare(0.1, "number", (figure) => `Kappa is ${figure} with 10 % left out`))).toBe("number");
  expect(styleOf(bare(0.1, "points", (figure) => `It gains ${figure} on 10 % of them`))).toBe("points");
});
