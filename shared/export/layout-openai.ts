import { type ColumnType, messages as messagesType, schemaOf } from "../data/table.ts";
import { assistant, contentOf, type Layout, takesAll } from "./layout.ts";

const input: ColumnType = { type: "struct", fields: [{ name: "messages", type: messagesType }] };

/** OpenAI's preference rows: lists of one assistant message each, and no other key. */
export const openaiPreference: Layout = {
  schema: () =>
    schemaOf([
      ["input", input],
      ["preferred_output", messagesType],
      ["non_preferred_output", messagesType],
    ]),
  row: (example) => {
    const { chosen, rejected } = contentOf(example, "preference");
    return {
      input: { messages: example.prompt.map(({ role, content }) => ({ role, content })) },
      preferred_output: [assistant(chosen)],
      non_preferred_output: [assistant(rejected)],
    };
  },
  refuses: takesAll,
  carriesProvenance: false,
};
