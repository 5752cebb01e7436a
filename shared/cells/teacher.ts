import { z } from "zod";
import { backtranslateOptions } from "../teaching/backtranslate.ts";
import { bestOfNOptions } from "../teaching/best-of-n.ts";
import { documentsOptions } from "../teaching/documents.ts";
import { editOptions } from "../teaching/edit.ts";
import { evolInstructOptions } from "../teaching/evol-instruct.ts";
import { magpieOptions } from "../teaching/magpie.ts";
import { teachingMethod } from "../teaching/methods.ts";
import { multiTurnOptions } from "../teaching/multi-turn.ts";
import { personaOptions } from "../teaching/persona.ts";
import { selfInstructOptions } from "../teaching/self-instruct.ts";
import type { CellKind, Reference } from "./cell-kind.ts";
import { modelList } from "./model-name.ts";
import { commonKeys, drawnKeys, readYamlBody } from "./read-yaml.ts";
import { teacherContradictions } from "./teacher-contradictions.ts";
import { teacherFields } from "./teacher-fields.ts";

const columnList = z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string().min(1)));

export const samplingKeys = {
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  max_tokens: z.number().int().positive().optional(),
  seed: z.number().int().optional(),
  stop: z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string()).max(4)).optional(),
};

/** Options of each method, under its own key. */
const methodKeys = {
  self_instruct: selfInstructOptions.optional(),
  evol_instruct: evolInstructOptions.optional(),
  persona: personaOptions.optional(),
  magpie: magpieOptions.optional(),
  backtranslate: backtranslateOptions.optional(),
  documents: documentsOptions.optional(),
  multi_turn: multiTurnOptions.optional(),
  edit: editOptions.optional(),
  best_of_n: bestOfNOptions.optional(),
};

const schema = z
  .strictObject({
    ...commonKeys,
    ...drawnKeys,
    method: z
      .enum([
        "answer",
        "self-instruct",
        "evol-instruct",
        "persona",
        "magpie",
        "backtranslate",
        "documents",
        "multi-turn",
        "edit",
        "best-of-n",
      ])
      .default("answer"),
    from: z.string().min(1).optional(),
    /** A prompt cell's name, or the template itself. */
    prompt: z.string().min(1).optional(),
    models: modelList.optional(),
    samples: z.number().int().min(1).max(1000).default(1),
    ...samplingKeys,
    logprobs: z.boolean().optional(),
    /** Alternatives a token, with `logprobs`. */
    top_logprobs: z.number().int().min(0).max(20).optional(),
    schema: z.record(z.string(), z.unknown()).optional(),
    /** Columns of `from` carried along; all of them when left out. */
    keep: columnList.optional(),
    /** Jinja expression over a row of `from`: rows for which it holds are not asked about. */
    skip: z.string().min(1).optional(),
    /** Jinja expression over a row as it would stand in the table: the others go to NAME_rejected. */
    accept: z.string().min(1).optional(),
    /** Goes on until so many rows are accepted; every row is asked about once before any is a second time. */
    until: z.number().int().min(1).max(1_000_000).optional(),
    /** At most so many rows are asked for; four times `until` when left out. */
    candidates: z.number().int().min(1).max(4_000_000).optional(),
    /** Prompt cells' names or templates in place of the method's default prompts, one by one. */
    prompts: z.record(z.string(), z.string().min(1)).optional(),
    ...methodKeys,
  })
  .superRefine((body, context) => {
    for (const [path, message] of teacherContradictions(body))
      context.addIssue(
        message === null
          ? { code: "invalid_type", expected: "string", path: [...path], input: undefined }
          : { code: "custom", path: [...path], message },
      );
  });

type Written = z.infer<typeof schema>;

/** `from`, `prompt` and `models` are empty where the method goes without. */
export type TeacherBody = Omit<Written, "from" | "prompt" | "models"> & {
  readonly from: string;
  readonly prompt: string;
  readonly models: readonly string[];
};

function whole({ from = "", prompt = "", models = [], ...body }: Written): TeacherBody {
  return { ...body, from, prompt, models };
}

const cellName = /^[a-z_][a-z0-9_]{0,62}$/i;

/** A prompt given as a bare word is the name of a prompt cell; anything else is the template itself. */
export function promptReference(promptText: string): Reference | null {
  return cellName.test(promptText.trim()) ? { name: promptText.trim(), key: "prompt" } : null;
}

export const teacher: CellKind<TeacherBody> = {
  kind: "teacher",
  title: "Teacher",
  sentence: "Models write: answers to the rows of a table, or new tasks, conversations and edits by a published method.",
  language: "yaml",
  costClass: "paid",
  costClassOf: (body) => (teachingMethod(body.method).isFree ? "free" : "paid"),
  isDrawn: true,
  recipeVersion: 3,
  pacingKeys: [],
  read: (source, defaults) => {
    const reading = readYamlBody(source, schema, defaults);
    return reading.ok ? { ok: true, body: whole(reading.body) } : reading;
  },
  modelsKey: "models",
  references,
  tables: (name, body) => {
    const beside = new Set([...teachingMethod(body.method).yields, ...(body.accept === undefined ? [] : ["rejected"])]);
    return [name, ...[...beside].map((suffix) => `${name}_${suffix}`)];
  },
  summary: (body) =>
    [
      body.method === "answer" ? "" : body.method,
      body.models.length === 0 ? "" : `${count(body.models.length, "model")}${body.samples > 1 ? ` × ${body.samples} samples` : ""}`,
      body.until === undefined ? "" : `until ${body.until.toLocaleString("en")}`,
    ]
      .filter(Boolean)
      .join(" · "),
  starter: 'from: questions\nprompt: "{{ question }}"\nmodels: [sim/willow-large, sim/basalt-large]\nmax_tokens: 300\n',
  fields: teacherFields,
};

function references(body: TeacherBody): readonly Reference[] {
  const own = teachingMethod(body.method).prompts;
  const prompts = [
    ["prompt", body.prompt],
    ...Object.entries(body.prompts ?? {}).map(([name, text]) => [`prompts.${name}`, text] as const),
    ...(body.edit?.stages ?? []).map(
      ({ prompt = "" }, at) => [`edit.stages.${at}.prompt`, Object.hasOwn(own, prompt) ? "" : prompt] as const,
    ),
  ] as const;
  return [
    ...(body.from === "" ? [] : [{ name: body.from, key: "from" }]),
    ...(typeof body.persona?.personas === "string" ? [{ name: body.persona.personas, key: "persona.personas" }] : []),
    ...(body.best_of_n === undefined ? [] : [{ name: body.best_of_n.scores, key: "best_of_n.scores" }]),
    ...prompts.flatMap(([key, text]) => {
      const named = promptReference(text);
      return named === null ? [] : [{ name: named.name, key }];
    }),
  ];
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
