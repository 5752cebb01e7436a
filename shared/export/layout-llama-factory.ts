import { boolean, type Column, type ColumnType, type Row, type TableSchema, text } from "../data/table.ts";
import type { Content, Example } from "./example.ts";
import type { ExportFormat } from "./forms.ts";
import { type Layout, takesAll } from "./layout.ts";
import { hasSystem } from "./single-turn.ts";

const turn: ColumnType = {
  type: "struct",
  fields: [
    { name: "from", type: text },
    { name: "value", type: text },
  ],
};

type Turn = { readonly from: "human" | "gpt"; readonly value: string };

const history: ColumnType = { type: "list", item: { type: "list", item: text } };

/**
 * LLaMA-Factory's Alpaca rows: pairs are texts, earlier turns stand in `history`. What it asks is `instruction` and `input` with a line
 * break between, so an input is cut off only where that gives the question back. Columns no row fills are left out.
 */
export function alpaca(format: ExportFormat): Layout {
  return {
    schema: (examples) => ({
      columns: [
        { name: "instruction", type: text },
        ...(examples.some(({ input }) => input !== undefined) ? [{ name: "input", type: text }] : []),
        ...alpacaAnswers(format).map(([name, type]) => ({ name, type })),
        ...(hasSystem(examples) ? [{ name: "system", type: text }] : []),
        ...(examples.some((example) => turnsOf(example).length > 1) ? [{ name: "history", type: history }] : []),
      ],
    }),
    row: (example, schema) => {
      const { input, prompt } = example;
      const turns = turnsOf(example);
      const question = turns.at(-1)?.content ?? "";
      const system = prompt[0]?.role === "system" ? prompt[0].content : "";
      const row = {
        instruction: input === undefined ? question : question.slice(0, -input.length - 1),
        input: input ?? "",
        ...alpacaAnswer(example.content),
        system,
        history: turns.slice(0, -1).flatMap(({ content }, at) => (at % 2 === 0 ? [[content, turns[at + 1]?.content ?? ""]] : [])),
      };
      return Object.fromEntries(Object.entries(row).filter(([name]) => schema.columns.some((column) => column.name === name)));
    },
    refuses: takesAll,
    neededColumns: ["history"],
    carriesProvenance: false,
  };
}

function turnsOf({ prompt }: Example): Example["prompt"] {
  return prompt[0]?.role === "system" ? prompt.slice(1) : prompt;
}

/** LLaMA-Factory's ShareGPT rows: turns are `human` and `gpt`, pairs are turns. */
export function sharegpt(format: ExportFormat): Layout {
  return {
    schema: (examples) => columnsOf(["conversations", { type: "list", item: turn }], sharegptAnswers(format), examples),
    row: (example, schema) => {
      const [first] = example.prompt;
      const turns = turnsOf(example).map(({ role, content }): Turn => ({ from: role === "user" ? "human" : "gpt", value: content }));
      return withSystem(schema, first?.role === "system" ? first.content : "", sharegptRow(turns, example.content));
    },
    refuses: takesAll,
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
