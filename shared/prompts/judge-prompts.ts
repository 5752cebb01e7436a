import { AssayError } from "../assay-error.ts";
import type { JudgeBody } from "../cells/judge.ts";
import type { ChatMessage } from "../journal/call.ts";
import { defaultJudgePrompt, type PromptForm } from "./default-judge-prompts.ts";
import { fenceCode, fenced } from "./fence.ts";
import { readTemplate, render, type Template, variablesOf } from "./template.ts";

/** A range of scores, both ends included. */
export type Scale = { readonly min: number; readonly max: number };

/** Criteria for a judge cell that names none. */
export const defaultCriteria = "The better response is correct, answers the whole question, and says so plainly.";
export const defaultScoreCriteria = "A high score means the response is correct, answers the whole question, and says so plainly.";
export const defaultReferenceCriteria =
  "The response is right where its answer says the same as the reference, and wrong where it does not.";

/** What a judge of answers is told and shown, by its cell; tournaments are made of pairs. Rubrics have prompts of their own. */
export function promptFormOf(body: Pick<JudgeBody, "mode" | "explain" | "reference" | "constitution">): PromptForm {
  return {
    mode: body.mode === "pointwise" || body.mode === "reference" ? body.mode : "pairwise",
    explains: body.explain,
    hasReference: body.reference !== undefined,
    hasPrinciple: body.constitution !== undefined,
  };
}

/** A judge prompt as it is used: parsed, with every placeholder it must have. */
export type JudgePrompt = { readonly form: PromptForm; readonly template: Template };

/**
 * The prompt of a judge: the one it is given, else the default of its form. Throws AssayError("template") for a prompt
 * that hides what is judged, names what this judge has not, or leaves unused what its cell asks for.
 */
export function readJudgePrompt(source: string | undefined, form: PromptForm): JudgePrompt {
  const template = readTemplate(source ?? defaultJudgePrompt(form));
  const used = variablesOf(template);
  const { needed, known } = placeholdersOf(form);
  const missing = needed.filter((names) => !names.some((name) => used.includes(name)));
  const unknown = used.filter((name) => !known.includes(name));
  const [lacking] = unknown.flatMap((name) => unmet[name] ?? []);
  const problem =
    missing.length > 0
      ? `does not use ${missing.map(([name]) => `{{ ${name} }}`).join(" and ")}, so the judge would not see ${missing.length > 1 ? "them" : "it"}`
      : unknown.length > 0
        ? `uses ${unknown.map((name) => `{{ ${name} }}`).join(" and ")}, which ${lacking ?? `a ${form.mode} judge does not have`}`
        : null;
  if (problem === null) return { form, template };
  throw new AssayError("template", `The judge prompt ${problem}.`, {
    hint: `This ${form.mode} prompt can use ${known.join(", ")}.`,
    place: { key: "prompt" },
  });
}

/** Placeholders that a key of the cell would bring. */
const unmet: { readonly [name: string]: string } = {
  reference: "needs `reference:`, the column to take it from",
  principle: "needs `constitution:`, the cell to draw it from",
};

type Placeholders = { readonly needed: readonly (readonly string[])[]; readonly known: readonly string[] };

/** Of each list in `needed` a prompt must use one. */
function placeholdersOf({ mode, hasReference, hasPrinciple }: PromptForm): Placeholders {
  const judged = mode === "pairwise" ? ["first", "second"] : ["response"];
  return {
    needed: [
      ...judged.map((name) => [name]),
      ...(hasReference ? [["reference"]] : []),
      ...(hasPrinciple ? [["principle", "criteria"]] : []),
    ],
    known: [
      "question",
      ...judged,
      "criteria",
      ...(mode === "pairwise" ? [] : ["scale"]),
      ...(hasReference ? ["reference"] : []),
      ...(hasPrinciple ? ["principle"] : []),
    ],
  };
}

/** What a judge is asked about a pair, in the order it is shown. Placeholders stand for the texts with their fences. */
export function judgePairMessages(
  prompt: JudgePrompt,
  pair: {
    readonly question: string;
    readonly first: string;
    readonly second: string;
    readonly reference?: string | undefined;
    /** Criteria in words, or the principle this pair is judged by. */
    readonly criteria: string;
  },
): readonly ChatMessage[] {
  const { question, first, second, reference, criteria } = pair;
  const code = fenceCode([question, first, second, ...(reference === undefined ? [] : [reference])]);
  return render(prompt.template, {
    question: fenced("question", question, code),
    first: fenced("response A", first, code),
    second: fenced("response B", second, code),
    criteria,
    principle: criteria,
    ...(reference === undefined ? {} : { reference: fenced("reference", reference, code) }),
  });
}

/** What a judge is asked about one response. */
export function judgeScoreMessages(
  prompt: JudgePrompt,
  item: {
    readonly question: string;
    readonly response: string;
    readonly reference?: string | undefined;
    readonly criteria: string;
    readonly scale: Scale;
  },
): readonly ChatMessage[] {
  const { question, response, reference, criteria, scale } = item;
  const code = fenceCode([question, response, ...(reference === undefined ? [] : [reference])]);
  return render(prompt.template, {
    question: fenced("question", question, code),
    response: fenced("response", response, code),
    criteria,
    scale: `from ${scale.min} to ${scale.max}`,
    ...(reference === undefined ? {} : { reference: fenced("reference", reference, code) }),
  });
}
