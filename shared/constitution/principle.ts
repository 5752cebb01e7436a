import { canonicalJson } from "../journal/canonical-json.ts";
import { sha256Hex } from "../journal/sha256.ts";

/** A principle as it is written; requests are what it asks of a critique and of a revision. */
export type WrittenPrinciple = {
  readonly id: string;
  readonly text: string;
  readonly critique?: string | null | undefined;
  readonly revision?: string | null | undefined;
};

export const principleIdPattern = /^[A-Za-z0-9][\w-]*$/;

/** A version of a constitution by its content: twelve hexadecimal digits of SHA-256 over ids, texts and requests in their order. */
export function constitutionHash(principles: readonly WrittenPrinciple[]): string {
  const content = principles.map(({ id, text, critique = null, revision = null }) => ({ id, text, critique, revision }));
  return sha256Hex(canonicalJson(content)).slice(0, 12);
}

/** A free id made of some words: "Be kind, always" → `be_kind_always`; numbered where it is taken. */
export function freeIdOf(words: string, taken: ReadonlySet<string>): string {
  const slug = words
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .split("_")
    .slice(0, 5)
    .join("_");
  const base = slug === "" ? "principle" : slug;
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}
