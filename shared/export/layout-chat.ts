import { boolean, type Column, double, messages, type Row, schemaOf, type TableSchema, text } from "../data/table.ts";
import type { Example } from "./example.ts";
import { scoresColumn } from "./form-all.ts";
import { rubricType } from "./form-prompts.ts";
import { criterionType } from "./form-rewards.ts";
import type { ReasoningForm } from "./forms.ts";
import { assistant, contentOf, type Layout, takesAll } from "./layout.ts";
import { messagesType, reasoningField } from "./reasoning.ts";

// Chat messages as TRL and most other loaders take them.

function promptRows({ prompt }: Example): Row[] {
  return prompt.map(({ role, content }) => ({ role, content }));
}

/** A whole conversation, as supervised fine-tuning takes it. */
export function conversation(reasoning: ReasoningForm): Layout {
  return {
    schema: () => schemaOf([["messages", messagesType(reasoning)]]),
    row: (example) => ({ messages: withField(reasoning, [...promptRows(example), answerRow(example, reasoning)]) }),
    refuses: takesAll,
    carriesProvenance: false,
  };
}

/** The same with the answer apart, so that it alone is learned. */
export function promptCompletion(reasoning: ReasoningForm): Layout {
  return {
    schema: () =>
      schemaOf([
        ["prompt", messages],
        ["completion", messagesType(reasoning)],
      ]),
    row: (example) => ({ prompt: promptRows(example), completion: [answerRow(example, reasoning)] }),
    refuses: takesAll,
    carriesProvenance: false,
  };
}

function answerRow(example: Example, form: ReasoningForm): Row {
  const { completion, reasoning } = contentOf(example, "sft");
  const field = reasoningField(form);
  return field === null ? assistant(completion) : { ...assistant(completion), [field]: reasoning };
}

/** Turns without a trace hold null in its field: all messages of a column have the same fields. */
function withField(form: ReasoningForm, turns: readonly Row[]): readonly Row[] {
  const field = reasoningField(form);
  return field === null ? turns : turns.map((turn) => ({ ...turn, [field]: turn[field] ?? null }));
}

export const preference: Layout = {
  schema: (examples) =>
    schemaOf([
      ["prompt", messages],
      ["chosen", messages],
      ["rejected", messages],
      ...(examples.some((example) => contentOf(example, "preference").margin !== null) ? ([["margin", double]] as const) : []),
    ]),
  row: (example, schema) => {
    const { chosen, rejected, margin } = contentOf(example, "preference");
    const row = { prompt: promptRows(example), chosen: [assistant(chosen)], rejected: [assistant(rejected)] };
    return hasMargin(schema) ? { ...row, margin } : row;
  },
  refuses: takesAll,
  carriesProvenance: true,
};

function hasMargin({ columns }: TableSchema): boolean {
  return columns.some(({ name }) => name === "margin");
}

export const unpaired: Layout = {
  schema: () =>
    schemaOf([
      ["prompt", messages],
      ["completion", messages],
      ["label", boolean],
    ]),
  row: (example) => {
    const { completion, label } = contentOf(example, "unpaired");
    return { prompt: promptRows(example), completion: [assistant(completion)], label };
  },
  refuses: takesAll,
  carriesProvenance: true,
};

export const rewards: Layout = {
  schema: (examples) =>
    schemaOf([
      ["prompt", messages],
      ["completion", messages],
      ["reward", double],
      ...(examples.some((example) => contentOf(example, "rewards").criteria !== null) ? ([["criteria", criterionType]] as const) : []),
    ]),
  row: (example) => {
    const { completion, reward, criteria } = contentOf(example, "rewards");
    const row = { prompt: promptRows(example), completion: [assistant(completion)], reward };
    return criteria === null ? row : { ...row, criteria };
  },
  refuses: takesAll,
  carriesProvenance: true,
};

export const promptsRubric: Layout = {
  schema: (examples) =>
    schemaOf([
      ["prompt", messages],
      ["rubric", rubricType],
      ...(examples.some((example) => contentOf(example, "prompts-rubric").reference !== null) ? ([["reference", text]] as const) : []),
    ]),
  row: (example) => {
    const { rubric, reference } = contentOf(example, "prompts-rubric");
    return { prompt: promptRows(example), rubric, reference };
  },
  refuses: takesAll,
  carriesProvenance: true,
};

export function allColumns(table: TableSchema): Layout {
  const own = new Set(table.columns.map(({ name }) => name));
  return {
    schema: (examples) => {
      const first = examples[0]?.content;
      const added = first?.type === "all" ? Object.keys(first.row).filter((name) => !own.has(name)) : [];
      return { columns: [...table.columns, ...added.flatMap((name): Column[] => (name === scoresColumn.name ? [scoresColumn] : []))] };
    },
    row: (example) => contentOf(example, "all").row,
    refuses: takesAll,
    carriesProvenance: false,
  };
}
