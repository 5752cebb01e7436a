import type { Row } from "#shared/data/table.ts";

const questions = [
  "What is 17 × 23?",
  "Which of these cities lies furthest north: Oslo, Turin, Lyon?",
  "Reverse the list [3, 1, 4, 1, 5].",
  "Why does ice float on water? One sentence.",
  "How many letters are in “assay”?",
];
const replies = [
  "391.",
  "Oslo lies furthest north.",
  "[5, 1, 4, 1, 3]",
  "Ice floats because its lattice takes more room than the liquid, so it is less dense.",
  "Five letters.",
];
const models = ["sim/willow-large", "sim/basalt-large"];
const outcomes = ["win", "loss", "tie", "inconsistent", "win", "win", "loss", "unscored"];

/** Row `index` of a made-up table. */
export function fakeRow(table: string, index: number): Row {
  const which = index % questions.length;
  const item = `task-${String(Math.floor(index / 4) + 1).padStart(3, "0")}`;
  switch (table) {
    case "questions":
      return {
        item: `task-${String(index + 1).padStart(3, "0")}`,
        question: questions[which] ?? "",
        truth: replies[which] ?? "",
        task: ["arithmetic", "lookup", "list", "explanation", "string"][which] ?? "",
      };
    case "answers":
      return {
        item,
        model: models[index % 2] ?? "",
        family: (models[index % 2] ?? "").includes("willow") ? "willow" : "basalt",
        sample: Math.floor(index / 2) % 2,
        response: replies[which] ?? "",
        finish_reason: "stop",
        completion_tokens: 8 + ((index * 7) % 40),
        cost_usd: 0.0108 + (index % 9) / 10_000,
        latency_ms: 180 + ((index * 37) % 400),
      };
    case "verdicts":
      return {
        item,
        judge: index % 2 ? "sim/judge-first" : "sim/judge-fair",
        model_a: models[0] ?? "",
        model_b: models[1] ?? "",
        outcome: outcomes[index % outcomes.length] ?? "",
        p: index % 8 === 7 ? null : 0.5 + ((index * 13) % 50) / 100,
        margin: ((index * 29) % 100) / 100,
        rationale: "Both are correct; the second is shorter.",
      };
    case "agreement":
    case "published":
      return {
        statistic: ["percent", "kappa", "alpha"][index % 3] ?? "",
        judge: index > 2 ? "sim/judge-first" : "sim/judge-fair",
        estimate: [0.86, 0.71, 0.7][index % 3] ?? 0,
        low: [0.82, 0.66, 0.64][index % 3] ?? 0,
        high: [0.9, 0.75, 0.75][index % 3] ?? 0,
        n: 480,
      };
    case "wins":
      return {
        model: ["sim/willow-large", "sim/basalt-large", "sim/willow-small", "sim/reed-small"][index] ?? "",
        wins: [212, 171, 88, 31][index] ?? 0,
        margin: [0.412, 0.371, 0.288, 0.13][index] ?? 0,
      };
    default:
      return { item, judge: "sim/judge-fair", order: index % 2 ? "BA" : "AB", answer: "A", raw: '{"winner":"A"}' };
  }
}
