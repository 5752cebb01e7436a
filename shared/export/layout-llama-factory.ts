import { boolean, type Column, type ColumnType, type Row, type TableSchema, text } from "../data/table.ts";
import type { Content, Example } from "./example.ts";
import type { ExportFormat } from "./forms.ts";
import type { Layout } from "./layout.ts";
import { hasSystem, singleTurn } from "./single-turn.ts";

const turn: ColumnType = {
  type: "struct",
  fields: [
    { name: "from", type: text },
    { name: "value", type: text },
  ],
};

type Turn = { readonly from: "human" | "gpt"; readonly value: string };

/** LLaMA-Factory's Alpaca rows: pairs are texts, and a prompt is one question, since answers of earlier turns would be learned too. */
export function alpaca(format: ExportFormat): Layout {
  return {
    schema: (examples) => columnsOf(["instruction", text], alpacaAnswers(format), examples),
    row: (example, schema) => {
      const { system, question } = singleTurn(example) ?? { system: "", question: "" };
      return withSystem(schema, system, { instruction: question, ...alpacaAnswer(example.content) });
    },
    refuses: (example) => (singleTurn(example) === null ? "several turns, which Alpaca rows do not hold" : null),
    carriesProvenance: false,
  };
}

/** LLaMA-Factory's ShareGPT rows: turns are `human` and `gpt`, pairs are turns. */
export function sharegpt(format: ExportFormat): Layout {
  return {
    schema: (examples) => columnsOf(["conversations", { type: "list", item: turn }], sharegptAnswers(format), examples),
    row: (example, schema) => {
      const [first] = example.prompt;
      const turns = example.prompt.flatMap(({ role, content }): Turn[] =>
        role === "system" ? [] : [{ from: role === "user" ? "human" : "gpt", value: content }],
      );
      return withSystem(schema, first?.role === "system" ? first.content : "", sharegptRow(turns, example.content));
    },
    refuses: () => null,
    carriesProvenance: false,
  };
}

type NamedType = readonly [string, ColumnType];

function columnsOf(prompt: NamedType, answers: readonly NamedType[], examples: readonly Example[]): TableSchema {
  const all: readonly NamedType[] = [prompt, ...answers, ...(hasSystem(examples) ? ([["system", text]] as const) : [])];
  return { columns: all.map(([name, type]): Column => ({ name, type })) };
}

function withSystem({ columns }: TableSchema, system: string, row: Row): Row {
  return columns.some(({ name }) => name === "system") ? { ...row, system } : row;
}

function alpacaAnswers(format: ExportFormat): readonly NamedType[] {
  if (format === "preference")
    return [
      ["chosen", text],
      ["rejected", text],
    ];
  return format === "unpaired"
    ? [
        ["output", text],
        ["kto_tag", boolean],
      ]
    : [["output", text]];
}

function alpacaAnswer(content: Content): Row {
  switch (content.type) {
    case "sft":
      return { output: content.completion };
    case "preference":
      return { chosen: content.chosen, rejected: content.rejected };
    case "unpaired":
      return { output: content.completion, kto_tag: content.label };
    case "rewards":
    case "prompts-rubric":
    case "all":
      throw new Error(`${content.type} has no layout for LLaMA-Factory`);
  }
}

function sharegptAnswers(format: ExportFormat): readonly NamedType[] {
  if (format === "preference")
    return [
      ["chosen", turn],
      ["rejected", turn],
    ];
  return format === "unpaired" ? [["kto_tag", boolean]] : [];
}

function sharegptRow(turns: readonly Turn[], content: Content): Row {
  const gpt = (value: string): Turn => ({ from: "gpt", value });
  switch (content.type) {
    case "sft":
      return { conversations: [...turns, gpt(content.completion)] };
    case "preference":
      return { conversations: turns, chosen: gpt(content.chosen), rejected: gpt(content.rejected) };
    case "unpaired":
      return { conversations: [...turns, gpt(content.completion)], kto_tag: content.label };
    case "rewards":
    case "prompts-rubric":
    case "all":
      throw new Error(`${content.type} has no layout for LLaMA-Factory`);
  }
}
