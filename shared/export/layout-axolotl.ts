import { boolean, messages as messagesType, schemaOf, text } from "../data/table.ts";
import { assistant, contentOf, type Layout, takesAll } from "./layout.ts";
import { hasSystem, singleTurn } from "./single-turn.ts";

const message = messagesType.type === "list" ? messagesType.item : messagesType;

/** Axolotl's documented pairs: one message each, read by `chat_template.default`. */
export const axolotlPreference: Layout = {
  schema: () =>
    schemaOf([
      ["prompt", messagesType],
      ["chosen", message],
      ["rejected", message],
    ]),
  row: (example) => {
    const { chosen, rejected } = contentOf(example, "preference");
    return {
      prompt: example.prompt.map(({ role, content }) => ({ role, content })),
      chosen: assistant(chosen),
      rejected: assistant(rejected),
    };
  },
  refuses: takesAll,
  carriesProvenance: false,
};

/** Axolotl's KTO rows, which hold one question: `chatml.ultra`, `llama3.ultra`. */
export const axolotlUnpaired: Layout = {
  schema: (examples) =>
    schemaOf([...(hasSystem(examples) ? ([["system", text]] as const) : []), ["prompt", text], ["completion", text], ["label", boolean]]),
  row: (example, { columns }) => {
    const { completion, label } = contentOf(example, "unpaired");
    const { system, question } = singleTurn(example) ?? { system: "", question: "" };
    const row = { prompt: question, completion, label };
    return columns[0]?.name === "system" ? { system, ...row } : row;
  },
  refuses: (example) => (singleTurn(example) === null ? "several turns, which Axolotl's KTO does not take" : null),
  carriesProvenance: false,
};
