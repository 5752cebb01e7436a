import type { Row } from "../data/table.ts";
import type { ChatMessage } from "../journal/call.ts";
import { promptKeyOf } from "./chat-messages.ts";
import type { Roles } from "./column-roles.ts";
import { textIn } from "./read-answer.ts";

/** What the cells above know of where rows come from. */
export type Origins = {
  /** Models whose texts or verdicts are simulated, to be marked row by row. */
  readonly isSimulated: (model: string) => boolean;
  /** Sampling parameters a model was asked with for a text, as JSON; null where no cell above says. */
  readonly parametersOf: (model: string, wrote?: Author["wrote"]) => string | null;
  /** Rubrics and constitutions that decide the rows, by name and version; null where there are none. */
  readonly rubricVersion: string | null;
  /** SHA-256 of a text, lower-case hex. */
  readonly hash: (text: string) => string;
};

/** The same as plain data, as it crosses to a worker thread. */
export type OriginFacts = {
  /** Those of the models that answered; a model that several cells asked in different ways is not in it. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Those of the cells that revised the answers. `model` is null where each answer's own model did; left out where nothing was revised. */
  readonly revisers?: readonly { readonly model: string | null; readonly parameters: string }[];
  readonly rubricVersion: string | null;
};

/** Who wrote a text: the first answer, or its revision. */
export type Author = { readonly model: string; readonly wrote: "answer" | "revision" };

/** Origins of facts that have crossed; `hash` is SHA-256 of a text, lower-case hex. */
export function readOrigins({ parameters, revisers = [], rubricVersion }: OriginFacts, hash: Origins["hash"]): Origins {
  return {
    isSimulated: (model) => model.startsWith("sim/"),
    parametersOf: (model, wrote = "answer") => {
      if (wrote === "answer") return parameters.get(model) ?? null;
      const asked = new Set(revisers.filter((each) => each.model === null || each.model === model).map((each) => each.parameters));
      const [only = null] = asked;
      return asked.size === 1 ? only : null;
    },
    rubricVersion,
    hash,
  };
}

/** Where the texts of an example come from. `authors` wrote them, the one of the text that makes the example what it is first. */
export function teacherProvenance(item: string, prompt: readonly ChatMessage[], authors: readonly Author[], origins: Origins): Row {
  return {
    assay_item: item,
    assay_parameters: parametersOf(authors, origins),
    assay_prompt_sha256: origins.hash(promptKeyOf(prompt)).slice(0, 16),
  };
}

/** One JSON object where all were asked alike; else one a model, or one for the revision and one for the answer it was made from. */
function parametersOf(authors: readonly Author[], origins: Origins): string | null {
  const isRevised = authors.some(({ wrote }) => wrote === "revision") && authors.some(({ wrote }) => wrote === "answer");
  const known = authors.map(({ model, wrote }) => ({ name: isRevised ? wrote : model, parameters: origins.parametersOf(model, wrote) }));
  const [first] = known;
  if (known.every(({ parameters }) => parameters === first?.parameters)) return first?.parameters ?? null;
  return JSON.stringify(Object.fromEntries(known.map(({ name, parameters }) => [name, JSON.parse(parameters ?? "null")])));
}

/** Who wrote the answer of a row: whoever revised it last, where that changed it. */
export function authorOf(row: Row, roles: Roles): Author {
  const reviser = reviserOf(row);
  return reviser === null ? { model: textIn(row, roles, "model"), wrote: "answer" } : { model: reviser, wrote: "revision" };
}

/** The model whose revision an answer is; null where it stands as it was first written. */
export function reviserOf({ reviser, changed }: Row): string | null {
  return typeof reviser === "string" && reviser !== "" && changed !== false ? reviser : null;
}

/** Who wrote what was revised or edited since; null where the answer stands as it was first written. */
export function originalModelOf(row: Row, roles: Roles): string | null {
  if (reviserOf(row) !== null) return textIn(row, roles, "model") || null;
  const { original_model: model } = row;
  return typeof model === "string" && model !== "" ? model : null;
}

/** Whether side `a` of a comparison is a revision of side `b`, as a revise cell's pairs have it: they name a constitution, and no judge. */
export function isRevisedPair({ constitution, judge }: Row): boolean {
  return typeof constitution === "string" && constitution !== "" && (judge ?? null) === null;
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
