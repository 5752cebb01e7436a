import type { Row } from "../data/table.ts";
import type { ChatMessage } from "../journal/call.ts";
import { promptKeyOf } from "./chat-messages.ts";
import type { Roles } from "./column-roles.ts";
import { textIn } from "./read-answer.ts";

/** What the cells above know of where rows come from. */
export type Origins = {
  /** Models whose texts or verdicts are simulated, to be marked row by row. */
  readonly isSimulated: (model: string) => boolean;
  /** Sampling parameters a teacher was asked with, as JSON; null where no cell above says. */
  readonly parametersOf: (model: string) => string | null;
  /** Rubrics and constitutions the verdicts follow, by name and content hash; null where there are none. */
  readonly rubricVersion: string | null;
  /** SHA-256 of a text, lower-case hex. */
  readonly hash: (text: string) => string;
};

/** The same as plain data, as it crosses to a worker thread. */
export type OriginFacts = {
  /** By model; those that cells asked in different ways are not in it. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly rubricVersion: string | null;
};

/** Origins of facts that have crossed; `hash` is SHA-256 of a text, lower-case hex. */
export function readOrigins({ parameters, rubricVersion }: OriginFacts, hash: Origins["hash"]): Origins {
  return {
    isSimulated: (model) => model.startsWith("sim/"),
    parametersOf: (model) => parameters.get(model) ?? null,
    rubricVersion,
    hash,
  };
}

/** Where the texts of an example come from. `models` are its teachers, those that make the example what it is first. */
export function teacherProvenance(item: string, prompt: readonly ChatMessage[], models: readonly string[], origins: Origins): Row {
  return {
    assay_item: item,
    assay_parameters: parametersOf(models, origins),
    assay_prompt_sha256: origins.hash(promptKeyOf(prompt)).slice(0, 16),
  };
}

function parametersOf(models: readonly string[], origins: Origins): string | null {
  const known = [...new Set(models)].map((model) => ({ model, parameters: origins.parametersOf(model) }));
  const [first] = known;
  if (known.every(({ parameters }) => parameters === first?.parameters)) return first?.parameters ?? null;
  return JSON.stringify(Object.fromEntries(known.map(({ model, parameters }) => [model, JSON.parse(parameters ?? "null")])));
}

/** The principles a pair was decided by, in the order they were applied; null where none is named. */
export function principlesOf(row: Row): string | null {
  const { principle, principles } = row;
  if (typeof principle === "string" && principle !== "") return principle;
  const named = Array.isArray(principles) ? (principles as readonly unknown[]).filter((each) => typeof each === "string") : [];
  return named.length === 0 ? null : named.join(", ");
}

/** Who judged: models, people, or both. Null where nobody did. */
export function judgedBy(rows: readonly Row[], roles: Roles): "human" | "machine" | "both" | null {
  const judged = rows.filter((row) => textIn(row, roles, "judge") !== "");
  if (judged.length === 0) return null;
  const people = judged.filter((row) => row.judge_kind === "human").length;
  return people === 0 ? "machine" : people === judged.length ? "human" : "both";
}

/** The judges of some rows, in order, each once. */
export function judgesOf(rows: readonly Row[], roles: Roles): readonly string[] {
  return [...new Set(rows.map((row) => textIn(row, roles, "judge")).filter((judge) => judge !== ""))].sort();
}
