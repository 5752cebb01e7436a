import type { ConstitutionBody } from "#shared/cells/constitution.ts";
import { count } from "#shared/cells/teacher.ts";
import { constitutionHash } from "#shared/constitution/principle.ts";
import { integer, schemaOf, text } from "#shared/data/table.ts";
import type { CellRunner } from "./cell-runner.ts";

const schema = schemaOf([
  ["id", text],
  ["text", text],
  ["critique", text],
  ["revision", text],
  ["position", integer],
]);

/** One row a principle, in the order they are written. */
export const runConstitution: CellRunner<ConstitutionBody> = {
  type: "direct",
  run: async ({ body, name, parts }) => {
    const rows = body.principles.map(({ id, text: words, critique = null, revision = null }, at) => ({
      id,
      text: words,
      critique,
      revision,
      position: at + 1,
    }));
    return {
      tables: [{ name, ipc: parts.arrow.encode(schema, rows) }],
      drawing: null,
      ledger: null,
      files: [],
      summary: `${count(rows.length, "principle")} · ${constitutionHash(body.principles)}`,
    };
  },
};
