import { AssayError } from "../assay-error.ts";
import type { Judgement } from "./judgement.ts";

/** The judgements of one table; `namesClusters` where a column of it says which prompt each item came from. */
export type TableJudgements = { readonly table: string; readonly judgements: readonly Judgement[]; readonly namesClusters: boolean };

/**
 * The judgements of several tables as one. An item's prompt holds for all tables once one of them names it: judged as its own
 * prompt elsewhere, it would make intervals too narrow. Throws data-unreadable where an item is said to come from two.
 */
export function withSharedClusters(tables: readonly TableJudgements[]): readonly Judgement[] {
  const clusters = new Map<string, string>();
  for (const { table, judgements, namesClusters } of tables) {
    if (!namesClusters) continue;
    for (const { item, cluster } of judgements) {
      if (cluster === null || cluster === undefined) continue;
      const known = clusters.get(item) ?? cluster;
      if (known !== cluster) throw twoPrompts(table, item, [known, cluster]);
      clusters.set(item, cluster);
    }
  }
  return tables.flatMap(({ judgements, namesClusters }) =>
    namesClusters || clusters.size === 0
      ? judgements
      : judgements.map((judgement) => ({ ...judgement, cluster: clusters.get(judgement.item) ?? judgement.cluster ?? null })),
  );
}

function twoPrompts(table: string, item: string, clusters: readonly string[]): AssayError {
  const [one, other] = [...clusters].sort();
  return new AssayError("data-unreadable", `In \`${table}\` item ${item} comes from two prompts, "${one}" and "${other}".`, {
    hint: "Rows of one item belong to one prompt: mend them in an `sql` cell above, or name the column that holds it under `columns:` as `cluster:`.",
    place: { key: "columns.cluster" },
  });
}
