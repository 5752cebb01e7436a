import { cosmeticKeys } from "../cells/cell-kind.ts";
import { canonicalJson } from "../journal/canonical-json.ts";
import { sha256Hex } from "../journal/sha256.ts";

/** What determines a cell's result, as plain data. Equal recipes have equal results. */
export type Recipe = {
  readonly kind: string;
  readonly version: number;
  /** The body without cosmetic and pacing keys, and without the keys that name inputs: renaming a cell changes no result. */
  readonly body: unknown;
  /** Content hash of each input by the key that names it (for sql, by table name). */
  readonly inputs: { readonly [key: string]: string };
  /** What else the result depends on, such as the fingerprint of a dataset's files. */
  readonly extra: { readonly [key: string]: string };
};

export type RecipeParts = {
  readonly kind: string;
  readonly version: number;
  readonly body: unknown;
  readonly pacingKeys: readonly string[];
  readonly shownKeys: readonly string[];
  readonly inputs: { readonly [key: string]: string };
  readonly extra: { readonly [key: string]: string };
};

export function recipeOf(parts: RecipeParts): Recipe {
  const left = new Set<string>([...cosmeticKeys, ...parts.pacingKeys]);
  for (const key of parts.shownKeys) left.delete(key);
  return {
    kind: parts.kind,
    version: parts.version,
    body: without(parts.body, left, Object.keys(parts.inputs)),
    inputs: parts.inputs,
    extra: parts.extra,
  };
}

export function recipeText(recipe: Recipe): string {
  return canonicalJson(recipe);
}

/** SHA-256 of the canonical JSON, lower-case hex. */
export function recipeHash(text: string): string {
  return sha256Hex(text);
}

function without(body: unknown, left: ReadonlySet<string>, inputKeys: readonly string[]): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const kept = Object.entries(body).filter(([key, value]) => value !== undefined && !left.has(key) && !inputKeys.includes(key));
  return Object.fromEntries(
    kept.flatMap(([key, value]) => {
      const inner = inputKeys.flatMap((each) => (each.startsWith(`${key}.`) ? [each.slice(key.length + 1)] : []));
      if (inner.length === 0) return [[key, value]];
      // A list of names is an input whole; a group of keys, or a list of groups, holds one beside others.
      if (Array.isArray(value) && value.some(isGroup)) return [[key, value.map((each, at) => without(each, noKeys, below(inner, at)))]];
      return isGroup(value) ? [[key, without(value, noKeys, inner)]] : [];
    }),
  );
}

const noKeys: ReadonlySet<string> = new Set();

/** The keys that lie below one element of a list. */
function below(keys: readonly string[], at: number): readonly string[] {
  return keys.flatMap((key) => (key.startsWith(`${at}.`) ? [key.slice(`${at}.`.length)] : []));
}

function isGroup(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What changed between the recipe of a kept result and the recipe as the source stands, a few words each:
 * "models changed", "answers changed".
 */
export function recipeChanges(before: string, after: string, inputNames: { readonly [key: string]: string }): readonly string[] {
  if (before === after) return [];
  const [old, now] = [parse(before), parse(after)];
  if (old === null || now === null) return ["the recipe changed"];
  if (old.kind !== now.kind) return [`it was a ${old.kind} cell`];
  const changes: string[] = [];
  if (old.version !== now.version) changes.push(`this version of Assay runs ${now.kind} cells differently`);
  const edited = changedKeys(old.body, now.body);
  for (const key of edited) changes.push(key === "query" || key === "template" ? "source edited" : `${key} changed`);
  for (const key of changedKeys(old.inputs, now.inputs)) changes.push(`${inputNames[key] ?? key} changed`);
  // With other models come other families: that is no second change.
  const followed = edited.some((key) => key === "models" || key === "judges");
  for (const key of changedKeys(old.extra, now.extra)) if (!(followed && key === "model families")) changes.push(`${key} changed`);
  return changes.length > 0 ? changes : ["the recipe changed"];
}

function changedKeys(before: unknown, after: unknown): readonly string[] {
  const old = asObject(before);
  const now = asObject(after);
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].filter((key) => canonicalJson(old[key] ?? null) !== canonicalJson(now[key] ?? null));
}

function asObject(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Recipes are our own canonical JSON; anything else counts as changed. */
function parse(text: string): Recipe | null {
  try {
    return JSON.parse(text) as Recipe;
  } catch {
    return null;
  }
}
