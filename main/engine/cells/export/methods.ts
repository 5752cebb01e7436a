import type { CardInput } from "#shared/export/dataset-card.ts";
import { teachingMethods } from "#shared/teaching/methods.ts";
import type { AncestorResult } from "../cell-runner.ts";

type Method = CardInput["methods"][number];

/** The named methods of the cells above, each with the paper it follows. */
export function methodsOf(ancestors: readonly AncestorResult[]): readonly Method[] {
  const found = ancestors.flatMap(({ kind, body }): Method[] => {
    if (kind === "teacher") return teacherMethod(body);
    const own = byKind[kind];
    return own === undefined ? [] : [own];
  });
  return [...new Map(found.map((method) => [method.method, method])).values()];
}

function teacherMethod(body: unknown): Method[] {
  const name = typeof body === "object" && body !== null && "method" in body ? body.method : undefined;
  const citation = teachingMethods.find((method) => method.name === name)?.citation ?? null;
  return citation === null || typeof name !== "string" ? [] : [{ method: name, citation: `${citation.text}, ${citation.url}` }];
}

const byKind: { readonly [kind: string]: Method } = {
  revise: {
    method: "critique and revision",
    citation: "Bai et al. 2022, Constitutional AI: Harmlessness from AI Feedback, arXiv:2212.08073",
  },
};
