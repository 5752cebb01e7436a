import { expect, test } from "vitest";
import { statisticWords } from "./statistic-words.ts";

test("statistics are named as the field names them", () => {
  expect(["criterion ac1", "gwet ac2", "cohen kappa", "ece equal width", "score icc(2,1)"].map(statisticWords)).toEqual([
    "Gwet's AC1 on the criterion",
    "Gwet's AC2",
    "Cohen's kappa",
    "ECE equal width",
    "Score ICC(2,1)",
  ]);
  expect(statisticWords("flip probability")).toBe("Flip probability");
});
