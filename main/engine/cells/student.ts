import type { StudentBody } from "#shared/cells/student.ts";
import { count } from "#shared/cells/teacher.ts";
import { drawStudent } from "#shared/charts/draw-student.ts";
import { type ColumnType, double, integer, schemaOf, text } from "#shared/data/table.ts";
import { counted, tidySchemaOf } from "#shared/statistics/tidy-row.ts";
import { lossWords } from "#shared/student/loss-rows.ts";
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

/** Where every text begins with nothing, no column says so. */
const rowsSchema = (prefix: number) =>
  schemaOf([
    ["item", text],
    ["chain", text],
    ["generation", integer],
    ["origin", text],
    ...(prefix > 0 ? ([["prefix", text]] as const) : []),
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
    const { rows, scores, loss, vocabulary } = await parts.compute.student(
      { body, from: from.map(bytes), scored: scored === null ? null : bytes(scored) },
      signal,
    );
    const written = rows.filter(({ origin }) => origin === "synthetic").length;
    const last = Math.max(0, ...rows.map(({ generation }) => generation));
    return {
      tables: [
        { name, ipc: parts.arrow.encode(rowsSchema(body.prefix), rows) },
        ...(scored === null ? [] : [{ name: `${name}_scores`, ipc: parts.arrow.encode(scoresSchema, scores) }]),
        { name: `${name}_loss`, ipc: parts.arrow.encode(tidySchemaOf(loss), loss) },
        { name: `${name}_vocabulary`, ipc: parts.arrow.encode(tidySchemaOf(vocabulary), vocabulary) },
      ],
      drawing: drawStudent(loss, vocabulary, { table: name, simulated: from.some((input) => input.result.result.simulated) }),
      ledger: null,
      files: [],
      summary: [
        written === 0 && scored !== null ? "" : `${counted(written, "text")} written`,
        last > 1 ? count(last, "generation") : "",
        last < body.generations ? `its data died out after generation ${last}` : "",
        scored === null ? "" : `${scores.length.toLocaleString("en")} tokens compared`,
        lossWords(loss),
      ]
        .filter(Boolean)
        .join(" · "),
    };
  },
};
