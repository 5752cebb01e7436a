import { readFrontMatter } from "#shared/notebook/front-matter.ts";

/** A YAML body's values as they stand, also where they do not fit the schema; front matter is read the same way. Null when it is no YAML. */
export function yamlValues(body: string): { readonly [key: string]: unknown } | null {
  const front = readFrontMatter({ blocks: [{ type: "front-matter", raw: `---\n${body}---\n`, yaml: body }] });
  const unreadable = front.problems.some(
    (problem) => problem.place.key === undefined && problem.place.line !== undefined && problem.sentence.includes("cannot be read"),
  );
  return unreadable ? null : front.values;
}

/** The value at a dotted place. */
export function valueAt(values: unknown, key: string): unknown {
  let value = values;
  for (const part of key.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = new Map(Object.entries(value)).get(part);
  }
  return value;
}
