import { AssayError } from "#shared/assay-error.ts";
import type { Row } from "#shared/data/table.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import type { Instance } from "#shared/teaching/instances.ts";
import { selfInstructMethod } from "#shared/teaching/self-instruct.ts";
import type { Teaching } from "./teacher-method.ts";

/** A task as later prompts show it. */
export type Task = Pick<Instance, "instruction" | "input" | "output">;

/** The seed tasks, each once, with what their rows know of input and output where instances are asked for. Throws data-unreadable where there is none. */
export function seedsOf({ tryRows, indexes, input }: Teaching, column: string): readonly Task[] {
  // A try works from all seed tasks: it asks for fewer new ones.
  const rows = tryRows === null ? indexes.map((at) => input.rows[at]) : input.rows;
  const valueIn = (row: Row | undefined, names: readonly string[]): string => {
    const name = names.find((each) => each !== column && textOfValue(row?.[each]).trim() !== "");
    return name === undefined ? "" : textOfValue(row?.[name]).trim();
  };
  const seeds = new Map<string, Task>();
  for (const row of rows) {
    const instruction = textOfValue(row?.[column]).trim();
    if (instruction === "" || seeds.has(instruction)) continue;
    seeds.set(instruction, { instruction, input: valueIn(row, ["input"]), output: valueIn(row, outputColumns) });
  }
  if (seeds.size > 0) return [...seeds.values()];
  throw new AssayError("data-unreadable", `\`${input.table}\` has no seed task: its column \`${column}\` is empty in every row.`, {
    hint: "Write some tasks there, or name another column.",
    place: { key: selfInstructMethod.key ?? "" },
  });
}

const outputColumns = ["output", "response", "completion", "answer"] as const;
