import { importStructured } from "../cells/constitution-structured.ts";
import { importMarkdown } from "./import-markdown.ts";
import { freeIdOf, principleIdPattern, type WrittenPrinciple } from "./principle.ts";

/** Something in an imported text that is no principle as it stands. Lines count from 1. */
export type ImportProblem = { readonly line: number; readonly sentence: string };

/** A principle as it was found: its id may be missing, and it knows its line. */
export type FoundPrinciple = {
  readonly line: number;
  readonly id: string | null;
  /** A heading or a bold lead, to make an id of. */
  readonly name: string | null;
  readonly text: string;
  readonly critique: string | null;
  readonly revision: string | null;
};

export type Found = { readonly principles: readonly FoundPrinciple[]; readonly problems: readonly ImportProblem[] };

export type ImportedConstitution = { readonly principles: readonly WrittenPrinciple[]; readonly problems: readonly ImportProblem[] };

/**
 * The principles in a text: JSON or YAML (a list of texts or of objects, `principles:`, or `critiques` beside `revisions`),
 * else Markdown (a list, or a heading a principle). What can't be taken is told by its line; the rest is there.
 */
export function importConstitution(source: string): ImportedConstitution {
  const text = source.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  if (text.trim() === "") return { principles: [], problems: [{ line: 1, sentence: "There is nothing to read." }] };
  const found = importStructured(text) ?? importMarkdown(text);
  return named(found);
}

/** Ids for principles that have none; the others keep theirs, each once. */
function named({ principles, problems }: Found): ImportedConstitution {
  const lineOfId = new Map<string, number>();
  const mistakes: ImportProblem[] = [...problems];
  const kept: FoundPrinciple[] = [];
  for (const principle of principles) {
    const { id, line, text } = principle;
    const before = id === null ? undefined : lineOfId.get(id);
    const sentence =
      text.trim() === ""
        ? "This principle has no text."
        : before !== undefined
          ? `\`${id}\` is the id of the principle in line ${before} too.`
          : id !== null && !principleIdPattern.test(id)
            ? `\`${id}\` is no id; use letters, digits, _ and -.`
            : null;
    if (sentence !== null) {
      mistakes.push({ line, sentence });
      continue;
    }
    if (id !== null) lineOfId.set(id, line);
    kept.push(principle);
  }
  const taken = new Set(lineOfId.keys());
  const written = kept.map(({ id, name, text, critique, revision }): WrittenPrinciple => {
    const own = id ?? freeIdOf(name ?? text, taken);
    taken.add(own);
    return { id: own, text: text.trim(), ...(critique === null ? {} : { critique }), ...(revision === null ? {} : { revision }) };
  });
  return { principles: written, problems: mistakes.sort((left, right) => left.line - right.line) };
}

/** What stands already and what comes, put together: an equal principle once, and another one of the same id under a free id. */
export function addPrinciples(present: readonly WrittenPrinciple[], coming: readonly WrittenPrinciple[]): readonly WrittenPrinciple[] {
  const taken = new Set(present.map(({ id }) => id));
  const known = new Set(present.map(({ text }) => text.trim()));
  return coming
    .filter(({ text }) => !known.has(text.trim()))
    .map((each) => {
      const id = taken.has(each.id) ? freeIdOf(each.id, taken) : each.id;
      taken.add(id);
      return { ...each, id };
    });
}
