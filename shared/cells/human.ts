import { z } from "zod";
import type { CellKind } from "./cell-kind.ts";
import { commonKeys, readYamlBody } from "./read-yaml.ts";
import { count } from "./teacher.ts";

export const labelAsks = ["pairwise", "score", "rubric", "accept"] as const;
export type LabelAsk = (typeof labelAsks)[number];

const scale = z
  .strictObject({ min: z.number().int(), max: z.number().int(), levels: z.record(z.string(), z.string()).optional() })
  .refine((value) => value.max > value.min, { message: "`max` must be above `min`" });

const names = z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(z.string().trim().min(1)).min(1));

// Every other kind's `budget` is money; people are paid in items.
const { budget: _money, ...commonButMoney } = commonKeys;

const schema = z
  .strictObject({
    ...commonButMoney,
    /** A table of answers, or a judge's table that carries the texts it judged. */
    from: z.string().min(1),
    /** Judges' tables about `from`'s items: what is hard, and what stands beside people, where `from` says nothing of it. */
    verdicts: names.optional(),
    ask: z.enum(labelAsks).default("pairwise"),
    select: z.enum(["random", "hard", "all"]).default("random"),
    /** Items a person is asked for. */
    budget: z.number().int().positive().optional(),
    /** Share of the budget drawn from all items at random when the hard ones are chosen, so that every item has a chance. */
    explore: z.number().min(0).max(1).default(0.2),
    /** People who see each item. */
    overlap: z.number().int().min(1).max(100).default(1),
    /** Whoever may label; anybody when left out. */
    annotators: names.optional(),
    /** Nobody is shown who wrote an answer. */
    blind: z.boolean().default(true),
    /** What people are told to judge by. */
    criteria: z.string().optional(),
    scale: scale.optional(),
    /** A rubric cell. */
    rubric: z.string().min(1).optional(),
    question: z.string().optional(),
    response: z.string().default("response"),
    seed: z.number().int().default(0),
  })
  .superRefine((body, context) => {
    for (const [key, message] of contradictions(body)) context.addIssue({ code: "custom", path: [key], message });
  });

export type HumanBody = z.infer<typeof schema>;

export const defaultLabelScale = { min: 1, max: 5 } as const;
export const defaultLabelBudget = 50;

function contradictions(body: {
  readonly ask: LabelAsk;
  readonly select: string;
  readonly overlap: number;
  readonly budget?: number | undefined;
  readonly rubric?: string | undefined;
  readonly scale?: unknown;
  readonly annotators?: readonly string[] | undefined;
}): readonly (readonly [key: string, message: string])[] {
  const found: (readonly [string, string])[] = [];
  if (body.ask === "rubric" && body.rubric === undefined)
    found.push(["rubric", "`ask: rubric` needs `rubric:`, the name of a rubric cell"]);
  if (body.ask !== "rubric" && body.rubric !== undefined)
    found.push(["rubric", `\`ask: ${body.ask}\` reads no rubric; use \`ask: rubric\``]);
  if (body.ask !== "score" && body.scale !== undefined) found.push(["scale", "only `ask: score` has a scale"]);
  if (body.select === "all" && body.budget !== undefined)
    found.push(["budget", "`select: all` asks for every item; leave `budget` out, or use `select: random`"]);
  const people = new Set((body.annotators ?? []).map((name) => name.toLowerCase()));
  if (body.annotators !== undefined && people.size < body.annotators.length)
    found.push(["annotators", "a name is there twice; capital letters make no difference"]);
  if (body.annotators !== undefined && people.size < body.overlap)
    found.push(["overlap", `${body.overlap} people cannot see each item: there are ${count(people.size, "annotator")}`]);
  return found;
}

const scored = { key: "ask", in: ["score"] } as const;

export const human: CellKind<HumanBody> = {
  kind: "human",
  title: "People",
  sentence: "People compare, score or check answers, chosen at random or where judges are least sure.",
  language: "yaml",
  costClass: "free",
  isNeverLazy: true,
  recipeVersion: 2,
  pacingKeys: [],
  shownKeys: ["budget"],
  read: (source, defaults) => readYamlBody(source, schema, defaults),
  references: (body) => [
    { name: body.from, key: "from" },
    ...(body.verdicts ?? []).map((name, index) => ({ name, key: `verdicts.${index}` })),
    ...(body.rubric === undefined ? [] : [{ name: body.rubric, key: "rubric" }]),
  ],
  tables: (name, body) => [
    name,
    ...(body.ask === "rubric" ? [`${name}_criteria`] : []),
    `${name}_queue`,
    `${name}_judgements`,
    `${name}_set_aside`,
  ],
  summary: (body) => {
    const items = body.select === "all" ? "all items" : `${body.budget ?? defaultLabelBudget} ${body.select} items`;
    return `${body.ask} · ${items}${body.overlap > 1 ? ` × ${body.overlap} people` : ""}`;
  },
  starter:
    "from: verdicts\nask: pairwise\nselect: hard\nbudget: 50\nexplore: 0.2\ncriteria: Prefer the answer that is correct; then the one that is shorter.\n",
  fields: [
    { key: "from", label: "Answers or verdicts", control: { type: "source" } },
    { key: "ask", label: "Ask for", control: { type: "choice", options: labelAsks } },
    { key: "criteria", label: "Criteria", help: "Shown to people.", control: { type: "paragraph" } },
    {
      key: "select",
      label: "Select",
      help: "Hard: where judges disagree, are unsure, or change with the order.",
      control: { type: "choice", options: ["random", "hard", "all"] },
    },
    { key: "budget", label: "Items", help: "How many a person is asked for.", control: { type: "number", min: 1, step: 1 } },
    {
      key: "explore",
      label: "Explore",
      help: "Share drawn from all items. At 0, labels can't correct a judge's figures.",
      when: { key: "select", in: ["hard"] },
      control: { type: "number", min: 0, max: 1, step: 0.05 },
    },
    { key: "overlap", label: "People an item", control: { type: "number", min: 1, step: 1 } },
    {
      key: "annotators",
      label: "Annotators",
      help: "Whoever may label, a line each; anybody when left empty.",
      control: { type: "texts" },
    },
    { key: "blind", label: "Blind", help: "Hides who wrote an answer.", control: { type: "switch", isOnByDefault: true } },
    { key: "scale.min", label: "Scale from", when: scored, control: { type: "number", step: 1 } },
    { key: "scale.max", label: "Scale to", when: scored, control: { type: "number", step: 1 } },
    { key: "scale.levels", label: "Levels", help: "A line each, such as 1: wrong.", when: scored, control: { type: "levels" } },
    { key: "rubric", label: "Rubric", when: { key: "ask", in: ["rubric"] }, control: { type: "source" } },
    { key: "verdicts", label: "Judged in", help: "Judges' tables about these answers.", control: { type: "sources" } },
    {
      key: "question",
      label: "Question column",
      help: "Shown above the answers; question, prompt or instruction when left empty.",
      control: { type: "column" },
    },
    { key: "response", label: "Response column", control: { type: "column" } },
    { key: "seed", label: "Seed", control: { type: "number", step: 1 } },
  ],
};
