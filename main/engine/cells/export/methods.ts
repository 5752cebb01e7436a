import type { CardInput } from "#shared/export/dataset-card.ts";
import { teachingMethods } from "#shared/teaching/methods.ts";
import type { AncestorResult } from "../cell-runner.ts";
import { bodyOf } from "./lineage.ts";

type Method = CardInput["methods"][number];

/** The named methods of some cells, each with the paper it follows. */
export function methodsOf(cells: readonly AncestorResult[]): readonly Method[] {
  const found = cells.flatMap((cell) => methodsOfCell[cell.kind]?.(bodyOf(cell)) ?? []);
  return [...new Map(found.map((method) => [method.method, method])).values()];
}

type Fields = { readonly [key: string]: unknown };

const aggregates: { readonly [aggregate: string]: Method } = {
  weighted: { method: "weighted rubric", citation: "Gunjal et al. 2025, Rubrics as Rewards, arXiv:2507.17746" },
  points: { method: "rubric points", citation: "Arora et al. 2025, HealthBench, arXiv:2505.08775" },
};

const methodsOfCell: { readonly [kind: string]: (body: Fields) => readonly Method[] } = {
  teacher: ({ method }) => {
    const citation = teachingMethods.find(({ name }) => name === method)?.citation ?? null;
    return citation === null || typeof method !== "string" ? [] : [{ method, citation: `${citation.text}, ${citation.url}` }];
  },
  revise: () => [
    { method: "critique and revision", citation: "Bai et al. 2022, Constitutional AI: Harmlessness from AI Feedback, arXiv:2212.08073" },
  ],
  rubric: ({ aggregate }) => {
    const named = aggregates[String(aggregate)];
    return named === undefined ? [] : [named];
  },
  filter: ({ steps }) =>
    JSON.stringify(steps ?? []).includes('"decontaminate"')
      ? [{ method: "decontamination by shared n-grams", citation: "Lambert et al. 2024, Tülu 3, arXiv:2411.15124" }]
      : [],
};
