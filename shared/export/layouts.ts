import type { TableSchema } from "../data/table.ts";
import type { Shape } from "./forms.ts";
import type { Layout } from "./layout.ts";
import { axolotlPreference, axolotlUnpaired } from "./layout-axolotl.ts";
import { allColumns, conversation, preference, promptCompletion, promptsRubric, rewards, unpaired } from "./layout-chat.ts";
import { alpaca, sharegpt } from "./layout-llama-factory.ts";
import { openaiPreference } from "./layout-openai.ts";

/** The layout of a shape whose parts go together; `table` is the schema of the table exported, for `all`. */
export function layoutFor(shape: Shape, table: TableSchema): Layout {
  const { format, trainer, layout, reasoning } = shape;
  if (layout === "alpaca") return alpaca(format);
  if (layout === "sharegpt") return sharegpt(format);
  if (trainer === "openai" && format === "preference") return openaiPreference;
  if (trainer === "axolotl" && format === "unpaired") return axolotlUnpaired;
  switch (format) {
    case "sft":
      return layout === "messages" ? conversation(reasoning) : promptCompletion(reasoning);
    case "preference":
      return trainer === "axolotl" ? axolotlPreference : preference;
    case "unpaired":
      return unpaired;
    case "rewards":
      return rewards;
    case "prompts-rubric":
      return promptsRubric;
    case "all":
      return allColumns(table);
  }
}
