import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { Problem } from "../assay-error.ts";
import type { NotebookDocument } from "./document.ts";

/** The newest notebook version this program writes. */
export const notebookVersion = 1;

/** What a notebook says about itself, above its first cell. */
export type FrontMatter = {
  /** The `assay` key; null when the file has none, and so is not a notebook. */
  readonly version: number | null;
  readonly title: string | null;
  /** What the whole notebook may spend, in US dollars. */
  readonly budgetUsd: number | null;
  /** Models for cells that name none: by kind, or for all kinds under `all`. */
  readonly models: { readonly [kind: string]: readonly string[] };
  /** Every key as read, the ones above and unknown ones alike. */
  readonly values: { readonly [key: string]: unknown };
  /** Why the notebook must not be changed by this program. */
  readonly readOnly: Problem | null;
  /** Lines count from 1 in the file. */
  readonly problems: readonly Problem[];
};

const aliasLimit = 100;

/** Reads the front matter. What is broken is a problem with its line; what can be read is read all the same. */
export function readFrontMatter(document: NotebookDocument): FrontMatter {
  const [block] = document.blocks;
  const empty = { version: null, title: null, budgetUsd: null, models: {}, values: {}, readOnly: null };
  if (block?.type !== "front-matter") {
    const problem = problemAt(1, "This file has no front matter, so it is not yet a notebook.", "Begin it with `---`, `assay: 1`, `---`.");
    return { ...empty, problems: [problem] };
  }
  const lines = new LineCounter();
  const yaml = parseDocument(block.yaml, { version: "1.2", strict: true, lineCounter: lines, prettyErrors: false });
  const [error] = yaml.errors;
  if (error) {
    const line = lines.linePos(error.pos[0]).line + 1;
    const reason = error.message.split("\n")[0] ?? "";
    return { ...empty, problems: [problemAt(line, `The front matter cannot be read: ${reason}`, "Mend this line.")] };
  }
  const values = plainMap(() => yaml.toJS({ maxAliasCount: aliasLimit }));
  if (!values) {
    return { ...empty, problems: [problemAt(2, "The front matter is not a list of keys.", "Write it as `key: value` lines.")] };
  }
  const lineOf = (key: string) => {
    const pair = isMap(yaml.contents) ? yaml.contents.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
    return isScalar(pair?.key) && pair.key.range ? lines.linePos(pair.key.range[0]).line + 1 : 1;
  };
  return readValues(values, lineOf);
}

function readValues(values: { readonly [key: string]: unknown }, lineOf: (key: string) => number): FrontMatter {
  const problems: Problem[] = [];
  const complain = (key: string, sentence: string, hint: string) => problems.push(problemAt(lineOf(key), sentence, hint, key));
  const version = isPositiveInteger(values.assay) ? values.assay : null;
  if (version === null)
    complain("assay", "The front matter has no `assay: 1`, so the file is not yet a notebook.", "Add the line `assay: 1`.");

  const title = typeof values.title === "string" || typeof values.title === "number" ? String(values.title) : null;
  if (title === null && isGiven(values.title)) complain("title", "`title` is not a text.", "Write it in quotes.");

  const budgetUsd = typeof values.budget === "number" && values.budget > 0 && Number.isFinite(values.budget) ? values.budget : null;
  if (budgetUsd === null && isGiven(values.budget))
    complain("budget", "`budget` is not an amount in US dollars.", "Write a number above 0.");

  const models = readModels(values.models);
  if (models === null)
    complain("models", "`models` is neither a model, a list of models nor a list by kind.", "Write `models: [provider/name]`.");

  return {
    version,
    title,
    budgetUsd,
    models: models ?? {},
    values,
    readOnly: version !== null && version > notebookVersion ? newerVersion(version, lineOf("assay")) : null,
    problems,
  };
}

function readModels(value: unknown): { readonly [kind: string]: readonly string[] } | null {
  if (!isGiven(value)) return {};
  const list = readModelList(value);
  if (list) return { all: list };
  const byKind = plainMap(() => value);
  if (!byKind) return null;
  const models: [string, readonly string[]][] = [];
  for (const [kind, names] of Object.entries(byKind)) {
    const read = readModelList(names);
    if (!read) return null;
    models.push([kind, read]);
  }
  return Object.fromEntries(models);
}

function readModelList(value: unknown): readonly string[] | null {
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((name) => typeof name === "string") ? value : null;
}

function newerVersion(version: number, line: number): Problem {
  const hint = "Open it with a newer Assay to change it.";
  return problemAt(
    line,
    `This notebook is of version ${version}; this Assay knows version ${notebookVersion} and opens it read-only.`,
    hint,
  );
}

function plainMap(read: () => unknown): { readonly [key: string]: unknown } | null {
  try {
    const value = read();
    if (value === null || value === undefined) return {};
    return typeof value === "object" && !Array.isArray(value) ? { ...value } : null;
  } catch {
    // An alias bomb: refused like any other front matter that is not a list of keys.
    return null;
  }
}

function isPositiveInteger(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function problemAt(line: number, sentence: string, hint: string, key?: string): Problem {
  return { code: "notebook-unreadable", severity: "error", sentence, hint, place: { line, ...(key ? { key } : {}) } };
}
