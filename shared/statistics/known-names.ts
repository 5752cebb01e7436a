import { AssayError } from "../assay-error.ts";
import type { MeasureBody } from "../cells/measure.ts";
import { didYouMean } from "../nearest-names.ts";
import type { Judgement } from "./judgement.ts";

type Named = Pick<MeasureBody, "people" | "reference" | "baseline">;

/**
 * Whoever a measure names must be in its tables: a mistyped name would count nobody, and nothing would show it. Tables without
 * judgements name nobody yet. Throws name-unknown.
 */
export function requireKnownNames({ people, reference, baseline }: Named, judgements: readonly Judgement[]): void {
  if (judgements.length === 0) return;
  const judges = new Set(judgements.map(({ judge }) => judge));
  for (const [index, person] of people.entries())
    requireName(person, judges, { key: people.length === 1 ? "people" : `people.${index}`, what: "is by" });
  if (reference !== undefined) requireName(reference, judges, { key: "reference", what: "is by" });
  if (baseline === undefined) return;
  const models = judgements.flatMap(({ a, b, answer }) => [a, b, answer].flatMap((side) => (side ? [side.model] : [])));
  requireName(baseline, new Set(models), { key: "baseline", what: "compares" });
}

type Wanted = { readonly key: string; readonly what: "is by" | "compares" };

const mostNamed = 8;

function requireName(name: string, known: ReadonlySet<string>, { key, what }: Wanted): void {
  if (known.has(name)) return;
  const names = [...known].sort();
  const listed = names.slice(0, mostNamed).map((each) => `\`${each}\``);
  const others = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  const there = names.length === 0 ? "No row names any." : `There are ${listed.join(", ")}${others}.`;
  throw new AssayError("name-unknown", `No judgement ${what} \`${name}\`.`, { hint: didYouMean(name, known) || there, place: { key } });
}
