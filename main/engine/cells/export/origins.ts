import type { OriginFacts } from "#shared/export/provenance.ts";
import { canonicalJson } from "#shared/journal/canonical-json.ts";
import { sha256Hex } from "#shared/journal/sha256.ts";
import type { AncestorResult } from "../cell-runner.ts";

/** Parameters that decide what a model says; everything else in a body says what is done with it. */
const samplingKeys = ["temperature", "top_p", "max_tokens", "seed", "stop", "frequency_penalty", "presence_penalty", "extra"] as const;

/** What the cells above an export know of the rows: who was asked how, and by which rubric they were judged. */
export function originsOf(ancestors: readonly AncestorResult[]): OriginFacts {
  const asked = new Map<string, Set<string>>();
  for (const { body } of ancestors) {
    for (const model of modelsIn(body)) asked.set(model, (asked.get(model) ?? new Set()).add(samplingOf(body)));
  }
  // Two cells that asked it differently: a row does not say which of them wrote it.
  const parameters = [...asked].flatMap(([model, [only, ...others]]) =>
    only === undefined || others.length > 0 ? [] : [[model, only] as const],
  );
  return { parameters: new Map(parameters), rubricVersion: versions(ancestors) };
}

function modelsIn(body: unknown): readonly string[] {
  const { models, model } = fields(body);
  return [...(Array.isArray(models) ? models : []), model].filter((each): each is string => typeof each === "string");
}

function samplingOf(body: unknown): string {
  const given = fields(body);
  return canonicalJson(Object.fromEntries(samplingKeys.flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]]]))));
}

function fields(body: unknown): { readonly [key: string]: unknown } {
  return typeof body === "object" && body !== null ? { ...body } : {};
}

/** Rubrics and constitutions by the content they had: `house@3f2a…`. */
function versions(ancestors: readonly AncestorResult[]): string | null {
  const found = ancestors
    .filter(({ kind, stored }) => (kind === "rubric" || kind === "constitution") && stored !== null)
    .map(
      ({ name, stored }) =>
        `${name}@${(stored?.contentHashes[name] ?? sha256Hex(canonicalJson(stored?.contentHashes ?? {}))).slice(0, 12)}`,
    );
  return found.length === 0 ? null : found.join(", ");
}
