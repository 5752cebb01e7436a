import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import type { Found, FoundPrinciple, ImportProblem } from "../constitution/import.ts";
import { principleIdPattern } from "../constitution/principle.ts";

// What other projects call the parts of a principle.
const keys = {
  id: ["id", "name", "title"],
  text: ["text", "principle", "rule", "description"],
  critique: ["critique", "critic", "critiques", "critique_request", "critiqueRequest", "CritiqueRequest"],
  revision: ["revision", "revisions", "revision_request", "revisionRequest", "RevisionRequest"],
} as const;

const listKeys = ["principles", "constitution", "constitutions"] as const;

/** Principles in JSON, or in YAML that names them under `principles:`; null for a text that is neither. */
export function importStructured(source: string): Found | null {
  const looksLikeJson = /^\s*[[{]/.test(source);
  if (!looksLikeJson && !/^(?:principles|critiques):/m.test(source)) return null;
  const counter = new LineCounter();
  const document = parseDocument(source, { version: "1.2", lineCounter: counter, prettyErrors: false, strict: true });
  const lineOf = (node: unknown): number => (isNode(node) && node.range ? counter.linePos(node.range[0]).line : 1);
  const [error] = document.errors;
  if (error !== undefined) {
    const sentence = `This can't be read as ${looksLikeJson ? "JSON" : "YAML"}: ${(error.message.split("\n")[0] ?? "").replace(/\.?$/, ".")}`;
    return { principles: [], problems: [{ line: counter.linePos(error.pos[0]).line, sentence }] };
  }
  const root = document.contents;
  if (isSeq(root)) return fromList(root.items, lineOf);
  if (!isMap(root)) return nothing(1, "There is no list of principles here.");
  const paired = fromPair(root, lineOf);
  if (paired !== null) return paired;
  for (const key of listKeys) {
    const list = root.get(key, true);
    if (isSeq(list)) return fromList(list.items, lineOf);
    if (isMap(list)) return fromNamed(list, lineOf);
  }
  const isNamed = root.items.length > 0 && root.items.every(({ value }) => isMap(value) || isScalar(value));
  return isNamed
    ? fromNamed(root, lineOf)
    : nothing(
        lineOf(root),
        "There is no list of principles here: write a list, or one under `principles`, or `critiques` beside `revisions`.",
      );
}

type LineOf = (node: unknown) => number;

const nothing = (line: number, sentence: string): Found => ({ principles: [], problems: [{ line, sentence }] });

/** `critiques` beside `revisions`, as Constitutional AI's own lists have them: the nth of both belong together. */
function fromPair(root: YAMLMap, lineOf: LineOf): Found | null {
  const [critiques, revisions] = [root.get("critiques", true), root.get("revisions", true)];
  if (!isSeq(critiques)) return null;
  const requests = isSeq(revisions) ? revisions.items : [];
  const problems: ImportProblem[] = [];
  if (requests.length !== critiques.items.length && requests.length > 0)
    problems.push({
      line: lineOf(revisions),
      sentence: `There are ${critiques.items.length} critiques and ${requests.length} revisions; those past the shorter list stand alone or are left out.`,
    });
  const principles = critiques.items.map((node, at) => {
    const [critique, revision] = [textOf(node), textOf(requests[at])];
    return { line: lineOf(node), id: null, name: null, text: critique ?? "", critique, revision };
  });
  return { principles, problems };
}

/** Ids as keys, each with a text or an object. */
function fromNamed(map: YAMLMap, lineOf: LineOf): Found {
  const found = map.items.map(({ key, value }) => {
    const id = textOf(key);
    const read = fromNode(value, lineOf);
    return "sentence" in read ? read : { ...read, id: read.id ?? null, name: read.name ?? id, line: lineOf(key) };
  });
  return divided(found);
}

function fromList(items: readonly unknown[], lineOf: LineOf): Found {
  return items.length === 0 ? nothing(1, "The list is empty.") : divided(items.map((node) => fromNode(node, lineOf)));
}

function divided(found: readonly (FoundPrinciple | ImportProblem)[]): Found {
  return {
    principles: found.flatMap((each) => ("sentence" in each ? [] : [each])),
    problems: found.flatMap((each) => ("sentence" in each ? [each] : [])),
  };
}

function fromNode(node: unknown, lineOf: LineOf): FoundPrinciple | ImportProblem {
  const line = lineOf(node);
  const plain = isScalar(node) ? textOf(node) : null;
  if (plain !== null) return { line, id: null, name: null, text: plain, critique: null, revision: null };
  if (!isMap(node)) return { line, sentence: "A principle is a text, or an object with a `text`." };
  const part = (key: keyof typeof keys): string | null =>
    keys[key].map((name) => textOf(node.get(name, true))).find((text) => text !== null) ?? null;
  const [id, critique, revision] = [part("id"), part("critique"), part("revision")];
  const text = part("text") ?? critique;
  if (text === null) return { line, sentence: "This principle has no `text`." };
  const isId = id !== null && principleIdPattern.test(id);
  return { line, id: isId ? id : null, name: id, text, critique, revision };
}

/** A scalar as it is written; lists and the lack of anything are no text. */
function textOf(node: unknown): string | null {
  if (isSeq(node) && node.items.length === 1) return textOf(node.items[0] as Node);
  if (!isScalar(node) || node.value === null || node.value === undefined) return null;
  const text = typeof node.value === "string" ? node.value : String(node.source ?? node.value);
  return text.trim() === "" ? null : text.trim();
}
