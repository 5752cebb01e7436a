import { AssayError } from "#shared/assay-error.ts";
import type { Handlers } from "#shared/contract/handlers.ts";

/** A host that takes files and knows one: enough to look at the dialog. */
export const fakeImports: Handlers["imports"] = {
  locate: async () => ({ path: null }),
  begin: async () => ({ staging: "staging-1" }),
  append: async ({ offset, bytes }) => ({ received: offset + bytes.size }),
  parts: async () => [{ label: "instructions.jsonl", path: "instructions.jsonl", files: 1, bytes: 1200 }],
  inspect: async function* () {
    const text = { type: "text" } as const;
    yield {
      type: "found",
      inspection: {
        files: [{ path: "instructions.jsonl", bytes: 1200 }],
        schema: { columns: ["instruction", "input", "output"].map((name) => ({ name, type: text })) },
        rows: 12,
        first: [{ instruction: "Name a prime above 10.", input: "", output: "Eleven." }],
        notes: [],
        report: { bad: {}, changed: {}, first: [] },
        tooMuch: null,
      },
    };
  },
  examine: async () => ({ rows: 12, of: 12, ids: null, emptyPrompts: null, tokens: null }),
  keep: async ({ name }) => {
    if (name === "taken.jsonl") throw new AssayError("name-taken", "taken.jsonl exists already.", { hint: "Choose another name." });
    return { path: name };
  },
  discard: async () => ({ discarded: true }),
};
