import type { Family } from "./teachers.ts";

/** What is planted in a simulated judge. Effects are log-odds for preferring the first of two responses. */
export type JudgeParameters = {
  /** Log-odds for whatever is shown first. */
  readonly position: number;
  /** Log-odds per doubling of length. */
  readonly length: number;
  /** Log-odds for responses in the house style of `family`. */
  readonly own: number;
  readonly family: Family | "none";
  /** Standard deviation of the log-odds from what all judges and people like in an answer beside its being right. */
  readonly taste: number;
  /** Standard deviation of the log-odds from one prompt to another. */
  readonly noise: number;
  /** Log-odds of a right response against a wrong one. */
  readonly gain: number;
  /** Chance that the judge sees whether a response is right. */
  readonly sight: number;
  /** Log-odds for calling a criterion of a rubric met. */
  readonly leniency: number;
  /** Weight of a tie where nothing speaks for either side (Davidson's nu). */
  readonly tie: number;
  /** Share of replies without a readable verdict. */
  readonly unreadable: number;
};

export type Judge = { readonly name: string; readonly parameters: JudgeParameters; readonly note: string };

export const fairParameters: JudgeParameters = {
  position: 0,
  length: 0,
  own: 0,
  family: "none",
  taste: 2.2,
  noise: 0.4,
  gain: 5,
  sight: 0.97,
  leniency: 0,
  tie: 0.3,
  unreadable: 0,
};

const named: readonly Judge[] = [
  { name: "judge-fair", parameters: fairParameters, note: "no planted bias" },
  { name: "judge-first", parameters: { ...fairParameters, position: 1.2 }, note: "prefers the response shown first (log-odds 1.2)" },
  { name: "judge-last", parameters: { ...fairParameters, position: -1.2 }, note: "prefers the response shown last (log-odds 1.2)" },
  { name: "judge-long", parameters: { ...fairParameters, length: 0.8 }, note: "prefers longer responses (log-odds 0.8 per doubling)" },
  {
    name: "judge-willow",
    parameters: { ...fairParameters, own: 1.5, family: "willow" },
    note: "prefers the willow family, its own (log-odds 1.5)",
  },
  {
    name: "judge-basalt",
    parameters: { ...fairParameters, own: 1.5, family: "basalt" },
    note: "prefers the basalt family, its own (log-odds 1.5)",
  },
  {
    name: "judge-careless",
    parameters: { ...fairParameters, noise: 1.5, gain: 2, sight: 0.8, unreadable: 0.04 },
    note: "often misses mistakes, wavers, and gives no verdict in 4% of replies",
  },
  ...(["ada", "bo", "cy"] as const).map((name, index) => ({
    name: `person-${name}`,
    parameters: { ...fairParameters, noise: 0.7 + 0.15 * index, sight: 0.95 - 0.02 * index, tie: 0.25 },
    note: "a simulated person, who wavers and overlooks some mistakes but whom nothing sways",
  })),
];

export const namedJudges = named;

/**
 * A judge by name: a named one, or `judge:position=0.3,length=0.2,own=0.4,family=willow,noise=0.5` on top of the fair one.
 * The problem is a sentence.
 */
export function readJudgeName(name: string): { readonly judge: Judge } | { readonly problem: string } | null {
  const known = named.find((judge) => judge.name === name);
  if (known !== undefined) return { judge: known };
  if (name !== "judge" && !name.startsWith("judge:")) return null;
  let parameters = fairParameters;
  for (const setting of name.slice("judge:".length).split(",")) {
    if (setting.trim() === "") continue;
    const [key = "", value = ""] = setting.split("=").map((part) => part.trim());
    const changed = withParameter(parameters, key, value);
    if (changed === null) {
      return { problem: `"${setting.trim()}" is no setting of a simulated judge; settings are ${Object.keys(fairParameters).join(", ")}.` };
    }
    parameters = changed;
  }
  return { judge: { name, parameters, note: `planted: ${name.slice("judge:".length) || "nothing"}` } };
}

function withParameter(parameters: JudgeParameters, key: string, value: string): JudgeParameters | null {
  if (key === "family") return isFamily(value) ? { ...parameters, family: value } : null;
  const number = Number(value);
  if (!(key in parameters) || value === "" || !Number.isFinite(number) || Math.abs(number) > 100) return null;
  const isShare = key === "sight" || key === "unreadable";
  const isPositive = isShare || key === "noise" || key === "taste" || key === "tie";
  return (isPositive && number < 0) || (isShare && number > 1) ? null : { ...parameters, [key]: number };
}

function isFamily(value: string): value is Family | "none" {
  return value === "willow" || value === "basalt" || value === "cedar" || value === "none";
}
