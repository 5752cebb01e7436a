import type { Approvable } from "../cells/cell-kind.ts";
import type { Row } from "../data/table.ts";
import { canonicalJson } from "../journal/canonical-json.ts";
import { sha256Hex } from "../journal/sha256.ts";

/** What a person approves of a per-prompt rubric: the criteria a model wrote, whatever order the prompts stand in. */
export type ApprovableCriteria = {
  /** Takes a row of the rubric's table; inherited and own criteria stand in the notebook and need no approval. */
  readonly add: (row: Row) => void;
  readonly approvable: () => Approvable;
};

/** The hash begins with a letter, so that YAML never reads it as a number. */
export function collectApprovable(): ApprovableCriteria {
  const written: string[] = [];
  return {
    add: ({ item, id, text, type, weight, priority, levels, origin }) => {
      if (origin === "written") written.push(canonicalJson([item, id, text, type, weight, priority, levels]));
    },
    approvable: () => ({ hash: `r${sha256Hex(canonicalJson([...written].sort())).slice(0, 15)}`, differences: written.length }),
  };
}
