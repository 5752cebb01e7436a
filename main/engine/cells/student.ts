import type { StudentBody } from "#shared/cells/student.ts";
import { count } from "#shared/cells/teacher.ts";
import { type ColumnType, double, integer, schemaOf, text } from "#shared/data/table.ts";
import { counted } from "#shared/statistics/tidy-row.ts";
import type { CellRunner } from "./cell-runner.ts";

const candidates: ColumnType = {
  type: "list",
  item: {
    type: "struct",
    fields: [
      { name: "token", type: text },
      { name: "logprob", type: double },
    ],
  },
};

const rowsSchema = schemaOf([
  ["item", text],
  ["chain", text],
  ["generation", integer],
  ["origin", text],
  ["text", text],
  ["tokens", integer],
  ["source", text],
]);

const scoresSchema = schemaOf([
  ["item", text],
  ["model", text],
  ["sample", integer],
  ["position", integer],
  ["token", text],
  ["student_logprob", double],
  ["student_unlisted_max", double],
  ["teacher", candidates],
  ["student", candidates],
]);

/** Students are trained, sampled and compared in a worker thread. */
export const runStudentCell: CellRunner<StudentBody> = {
  type: "direct",
  run: async (context) => {
    const { body, name, parts, signal, inputs } = context;
    const from = await Promise.all(body.from.map((table) => inputs.table(table)));
    const scored = body.score === undefined ? null : await inputs.table(body.score);
    const bytes = ({ table, ipc }: { readonly table: string; readonly ipc: Uint8Array }) => ({ table, ipc });
    const { rows, scores } = await parts.compute.student(
      { body, from: from.map(bytes), scored: scored === null ? null : bytes(scored) },
      signal,
    );
    const written = rows.filter(({ origin }) => origin === "synthetic").length;
    const last = Math.max(0, ...rows.map(({ generation }) => generation));
    return {
      tables: [
        { name, ipc: parts.arrow.encode(rowsSchema, rows) },
        ...(scored === null ? [] : [{ name: `${name}_scores`, ipc: parts.arrow.encode(scoresSchema, scores) }]),
      ],
      drawing: null,
      ledger: null,
      files: [],
      summary: [
        written === 0 && scored !== null ? "" : `${counted(written, "text")} written`,
        last > 1 ? count(last, "generation") : "",
        last < body.generations ? `its data died out after generation ${last}` : "",
        scored === null ? "" : `${scores.length.toLocaleString("en")} tokens compared`,
      ]
        .filter(Boolean)
        .join(" · "),
    };
  },
};
