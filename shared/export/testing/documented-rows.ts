import { z } from "zod";
import { integer, type Row, schemaOf, text } from "../../data/table.ts";
import { type Dataset, datasetOf, fitting } from "../dataset.ts";
import type { Content, Example, Shaped } from "../example.ts";
import type { ExportFormat, ExportLayout, ReasoningForm, Shape, Trainer } from "../forms.ts";

// Each trainer's documented row, exactly: an unknown key is an error, since that is what trains silently wrong.

const system = z.strictObject({ role: z.literal("system"), content: z.string() });
const user = z.strictObject({ role: z.literal("user"), content: z.string().min(1) });
const assistant = z.strictObject({ role: z.literal("assistant"), content: z.string().min(1) });
const turns = z.array(z.union([system, user, assistant])).min(1);
const promptTurns = turns.refine((list) => list.at(-1)?.role === "user", "a prompt ends with the user");
const conversation = turns.refine((list) => list.at(-1)?.role === "assistant", "it ends with an answer");
const oneAnswer = z.tuple([assistant]);

/**
 * Messages with the reasoning in a field of the last one and null in the others, as HuggingFaceH4/Multilingual-Thinking has them, with
 * which TRL (dataset_formats, "Harmony") and Axolotl (`field_thinking`) show it.
 */
function thoughtful(field: "reasoning_content" | "thinking") {
  const none = { [field]: z.null() };
  const answer = z.strictObject({ role: z.literal("assistant"), content: z.string().min(1), [field]: z.string().min(1) });
  const earlier = z.union([system.extend(none), user.extend(none), assistant.extend(none)]);
  return {
    conversation: z.array(z.union([earlier, answer])).refine((list) => answer.safeParse(list.at(-1)).success),
    answer: z.tuple([answer]),
  };
}
const [qwen, harmony] = [thoughtful("reasoning_content"), thoughtful("thinking")];
/** What Qwen3's template and LLaMA-Factory's `thought_words` take apart. */
const tagged = z.string().regex(/^<think>\n[^<]+\n<\/think>\n\n[^<]+$/);
const taggedAnswer = z.strictObject({ role: z.literal("assistant"), content: tagged });
const taggedConversation = conversation.refine((list) => taggedAnswer.safeParse(list.at(-1)).success, "it ends with a tagged answer");

const ownColumns = (row: object): object => Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("assay_")));
const withProvenance = (schema: z.ZodType) => z.preprocess((row) => ownColumns(row as object), schema);

/** huggingface.co/docs/trl/dataset_formats: conversational, with an explicit prompt. */
const trl = {
  messages: z.strictObject({ messages: conversation }),
  completion: z.strictObject({ prompt: promptTurns, completion: oneAnswer }),
  preference: withProvenance(
    z.strictObject({ prompt: promptTurns, chosen: oneAnswer, rejected: oneAnswer, margin: z.number().min(0).optional() }),
  ),
  unpaired: withProvenance(z.strictObject({ prompt: promptTurns, completion: oneAnswer, label: z.boolean() })),
};

/** docs.axolotl.ai: dataset-formats/conversation, rlhf#chat_template.default, rlhf#chatml.ultra (KTO). */
const axolotl = {
  sft: z.strictObject({ messages: conversation }),
  preference: z.strictObject({ prompt: promptTurns, chosen: assistant, rejected: assistant }),
  unpaired: z.strictObject({ system: z.string().optional(), prompt: z.string().min(1), completion: z.string().min(1), label: z.boolean() }),
};

/** github.com/hiyouga/LLaMA-Factory data/README.md; what its converter.py drops without a word is refused here. */
const human = z.strictObject({ from: z.literal("human"), value: z.string().min(1) });
const gpt = z.strictObject({ from: z.literal("gpt"), value: z.string().min(1) });
const alternating = z
  .array(z.union([human, gpt]))
  .refine((list) => list.every(({ from }, at) => from === (at % 2 === 0 ? "human" : "gpt")), "turns alternate");
const even = alternating.refine((list) => list.length % 2 === 0, "it ends with gpt");
const odd = alternating.refine((list) => list.length % 2 === 1, "it ends with human");
const taggedTurns = even.refine((list) => tagged.safeParse(list.at(-1)?.value).success, "it ends with a tagged answer");
const systemText = { system: z.string().optional() };
const asked = {
  instruction: z.string().min(1),
  input: z.string().optional(),
  ...systemText,
  history: z.array(z.tuple([z.string().min(1), z.string().min(1)])).optional(),
};
const factory = {
  alpaca: {
    sft: z.strictObject({ ...asked, output: z.string().min(1) }),
    tagged: z.strictObject({ ...asked, output: tagged }),
    preference: z.strictObject({ ...asked, chosen: z.string().min(1), rejected: z.string().min(1) }),
    unpaired: z.strictObject({ ...asked, output: z.string().min(1), kto_tag: z.boolean() }),
  },
  sharegpt: {
    sft: z.strictObject({ conversations: even, ...systemText }),
    tagged: z.strictObject({ conversations: taggedTurns, ...systemText }),
    preference: z.strictObject({ conversations: odd, chosen: gpt, rejected: gpt, ...systemText }),
    unpaired: z.strictObject({ conversations: even, kto_tag: z.boolean(), ...systemText }),
  },
};

/** developers.openai.com/api/docs/guides: supervised-fine-tuning, direct-preference-optimization. */
const openai = {
  sft: z.strictObject({ messages: conversation }),
  preference: z.strictObject({
    input: z.strictObject({ messages: promptTurns }),
    preferred_output: oneAnswer,
    non_preferred_output: oneAnswer,
  }),
};

/** Forms of our own, which no trainer documents. */
const verdictOnCriterion = z.strictObject({
  id: z.string(),
  type: z.string().nullable(),
  weight: z.number().nullable(),
  met: z.number().min(0).max(1).nullable(),
  judge: z.string().nullable(),
});
const criterion = z.strictObject({
  id: z.string(),
  text: z.string(),
  type: z.enum(["rule", "principle", "pitfall"]),
  weight: z.number(),
  // Those that no criterion has are in no row.
  priority: z.string().nullable().optional(),
  levels: z.string().nullable().optional(),
  check: z.string().nullable().optional(),
});
const own = {
  rewards: withProvenance(
    z.strictObject({ prompt: promptTurns, completion: oneAnswer, reward: z.number(), criteria: z.array(verdictOnCriterion) }),
  ),
  rubric: withProvenance(z.strictObject({ prompt: promptTurns, rubric: z.array(criterion).min(1), reference: z.string() })),
  all: z.strictObject({ item: z.string(), tokens: z.number() }),
};

/** Every shape that can be written, with the row it must have. */
export const documentedRows: readonly (readonly [Trainer | null, ExportFormat, ExportLayout, ReasoningForm, z.ZodType])[] = [
  ...[null, "trl" as const].flatMap((trainer) => [
    [trainer, "sft", "messages", "none", trl.messages] as const,
    [trainer, "sft", "messages", "reasoning_content", z.strictObject({ messages: qwen.conversation })] as const,
    [trainer, "sft", "messages", "thinking", z.strictObject({ messages: harmony.conversation })] as const,
    [trainer, "sft", "messages", "think-tags", z.strictObject({ messages: taggedConversation })] as const,
    [trainer, "sft", "prompt-completion", "none", trl.completion] as const,
    [trainer, "sft", "prompt-completion", "reasoning_content", z.strictObject({ prompt: promptTurns, completion: qwen.answer })] as const,
    [trainer, "sft", "prompt-completion", "thinking", z.strictObject({ prompt: promptTurns, completion: harmony.answer })] as const,
    [
      trainer,
      "sft",
      "prompt-completion",
      "think-tags",
      z.strictObject({ prompt: promptTurns, completion: z.tuple([taggedAnswer]) }),
    ] as const,
    [trainer, "preference", "prompt-completion", "none", trl.preference] as const,
    [trainer, "unpaired", "prompt-completion", "none", trl.unpaired] as const,
  ]),
  [null, "rewards", "prompt-completion", "none", own.rewards],
  [null, "prompts-rubric", "prompt-completion", "none", own.rubric],
  [null, "all", "prompt-completion", "none", own.all],
  ["axolotl", "sft", "messages", "none", axolotl.sft],
  ["axolotl", "sft", "messages", "reasoning_content", z.strictObject({ messages: qwen.conversation })],
  ["axolotl", "sft", "messages", "thinking", z.strictObject({ messages: harmony.conversation })],
  ["axolotl", "sft", "messages", "think-tags", z.strictObject({ messages: taggedConversation })],
  ["axolotl", "preference", "prompt-completion", "none", axolotl.preference],
  ["axolotl", "unpaired", "prompt-completion", "none", axolotl.unpaired],
  ["llama-factory", "sft", "alpaca", "none", factory.alpaca.sft],
  ["llama-factory", "sft", "alpaca", "think-tags", factory.alpaca.tagged],
  ["llama-factory", "preference", "alpaca", "none", factory.alpaca.preference],
  ["llama-factory", "unpaired", "alpaca", "none", factory.alpaca.unpaired],
  ["llama-factory", "sft", "sharegpt", "none", factory.sharegpt.sft],
  ["llama-factory", "sft", "sharegpt", "think-tags", factory.sharegpt.tagged],
  ["llama-factory", "preference", "sharegpt", "none", factory.sharegpt.preference],
  ["llama-factory", "unpaired", "sharegpt", "none", factory.sharegpt.unpaired],
  ["openai", "sft", "messages", "none", openai.sft],
  ["openai", "preference", "prompt-completion", "none", openai.preference],
];

const asks: readonly Pick<Example, "prompt" | "input">[] = [
  { prompt: [{ role: "user", content: "2 + 2?" }] },
  {
    prompt: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "2 + 3?" },
    ],
  },
  {
    prompt: [
      { role: "user", content: "2 + 4?" },
      { role: "assistant", content: "6" },
      { role: "user", content: "And 5?" },
    ],
  },
  { prompt: [{ role: "user", content: "Say it in French.\nfour" }], input: "four" },
];

const contents: { readonly [format in ExportFormat]: Content } = {
  sft: { type: "sft", completion: "4", reasoning: null },
  preference: { type: "preference", chosen: "4", rejected: "5", margin: 0.5 },
  unpaired: { type: "unpaired", completion: "4", label: true },
  rewards: {
    type: "rewards",
    completion: "4",
    reward: 0.5,
    criteria: [{ id: "right", type: "rule", weight: 1, met: 1, judge: "sim/judge-fair" }],
  },
  "prompts-rubric": {
    type: "prompts-rubric",
    rubric: [{ id: "right", text: "Is right.", type: "rule", weight: 1, priority: null, levels: null, check: null }],
    reference: "4",
  },
  all: { type: "all", row: { item: "1", tokens: 3 } },
};

const taught: { readonly [form in ReasoningForm]: Content } = {
  none: contents.sft,
  reasoning_content: { type: "sft", completion: "4", reasoning: "Two and two." },
  thinking: { type: "sft", completion: "4", reasoning: "Two and two." },
  "think-tags": { type: "sft", completion: "<think>\nTwo and two.\n</think>\n\n4", reasoning: null },
};

/** Four examples in a shape: a question, one with a system prompt, one with earlier turns, one with an input. */
export function madeDataset(shape: Shape): { readonly dataset: Dataset; readonly fitted: Shaped; readonly rows: readonly Row[] } {
  const examples = asks.map(
    (ask, at): Example => ({
      ...ask,
      row: at + 1,
      item: String(at),
      content: shape.format === "sft" ? taught[shape.reasoning] : contents[shape.format],
      provenance: { assay_item: String(at), assay_simulated: true },
    }),
  );
  const table = schemaOf([
    ["item", text],
    ["tokens", integer],
  ]);
  const fitted = fitting({ examples, leftOut: [] }, shape, table);
  const dataset = datasetOf(fitted, shape, { table, split: null });
  return { dataset, fitted, rows: dataset.splits.flatMap((split) => [...split.rows]) };
}
