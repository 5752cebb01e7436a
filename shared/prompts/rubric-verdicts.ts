import type { Criterion } from "../rubric/criterion.ts";
import { withoutFences } from "./fence.ts";
import { type JsonFields, objectsIn, rationaleOf, reasonWithoutVerdict } from "./verdict-text.ts";

/** A judge's verdict on one criterion: the share of it that is met, or why there is none. */
export type CriterionVerdict = {
  readonly share: number | null;
  /** On a declared scale, as the judge wrote it. */
  readonly level: number | null;
  readonly reason: string | null;
  readonly rationale: string | null;
};

/** A reply's verdicts by criterion, in the rubric's order. `reason` says why a reply holds none at all. */
export type RubricReading = { readonly verdicts: ReadonlyMap<string, CriterionVerdict>; readonly reason: string | null };

const missing = (reason: string): CriterionVerdict => ({ share: null, level: null, reason, rationale: null });

/** Reads verdicts on several criteria from a reply alone; a criterion it does not name has none. Never throws. */
export function readRubricVerdicts(reply: string, criteria: readonly Criterion[]): RubricReading {
  const found = verdictsById(withoutFences(reply), new Set(criteria.map(({ id }) => id)));
  const reason = found === null ? reasonWithoutVerdict(reply) : null;
  const verdicts = criteria.map((criterion) => {
    const said = found?.get(criterion.id);
    const verdict = reason !== null ? missing(reason) : said === undefined ? missing("not in the reply") : verdictOf(said, criterion, null);
    return [criterion.id, verdict] as const;
  });
  return { verdicts: new Map(verdicts), reason };
}

/** Reads the verdict on one criterion: the last JSON object that holds one, else a reply that is nothing but the word. */
export function readCriterionVerdict(reply: string, criterion: Criterion): CriterionVerdict {
  const text = withoutFences(reply);
  const objects = objectsIn(text);
  const object = objects.findLast(({ fields }) => isVerdict(fields));
  if (object !== undefined) return verdictOf(object.fields, criterion, rationaleOf(object.fields, object.before) || null);
  const named = verdictsById(text, new Set([criterion.id]))?.get(criterion.id);
  if (named !== undefined) return verdictOf(named, criterion, null);
  const bare = valueOf(text.trim().replace(/[.*`"]+/g, ""), criterion);
  return bare.share === null ? missing(objects.length > 0 ? "not-a-verdict" : reasonWithoutVerdict(text)) : bare;
}

/** `{"verdicts": {id: …}}`, the same without the outer key, a list of objects with an `id`, or one such object a line. */
function verdictsById(text: string, ids: ReadonlySet<string>): ReadonlyMap<string, unknown> | null {
  const objects = objectsIn(text).map(({ fields }) => fields);
  for (const fields of objects.toReversed()) {
    for (const candidate of [fields.verdicts, fields.criteria, fields]) {
      const named = Array.isArray(candidate) ? fromList(candidate) : fromObject(candidate);
      if ([...named.keys()].some((id) => ids.has(id))) return named;
    }
  }
  const lines = fromList(objects);
  return [...lines.keys()].some((id) => ids.has(id)) ? lines : null;
}

function fromObject(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(isFields(value) ? Object.entries(value) : []);
}

function fromList(values: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(
    values.flatMap((value) => {
      const name = isFields(value) ? (value.id ?? value.criterion ?? value.name) : undefined;
      return typeof name === "string" ? [[name, value] as const] : [];
    }),
  );
}

function isVerdict(fields: JsonFields): boolean {
  return "met" in fields || "level" in fields || "verdict" in fields;
}

function verdictOf(said: unknown, criterion: Criterion, rationale: string | null): CriterionVerdict {
  if (!isFields(said)) return valueOf(said, criterion);
  const value = criterion.levels === null ? (said.met ?? said.verdict) : (said.level ?? said.score ?? said.verdict);
  return { ...valueOf(value, criterion), rationale: rationale ?? (rationaleOf(said, "") || null) };
}

function valueOf(value: unknown, { levels }: Criterion): CriterionVerdict {
  if (levels === null) {
    const met = wordOf(value);
    return met === null ? missing("not-a-verdict") : { share: met ? 1 : 0, level: null, reason: null, rationale: null };
  }
  const level = typeof value === "number" ? value : typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : null;
  if (level === null) return missing("not-a-verdict");
  const highest = levels.length - 1;
  if (!Number.isInteger(level) || level < 0 || level > highest) return missing("off-scale");
  return { share: level / highest, level, reason: null, rationale: null };
}

function wordOf(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== "string") return null;
  const word = value.trim().toLowerCase().replaceAll("_", " ");
  if (["true", "met", "yes", "pass", "passed"].includes(word)) return true;
  return ["false", "not met", "unmet", "no", "fail", "failed"].includes(word) ? false : null;
}

function isFields(value: unknown): value is JsonFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
