import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  type ToStringOptions,
  visit,
  type YAMLSeq,
} from "yaml";
import { AssayError } from "../assay-error.ts";
import { matchSequences, mergeSequences } from "./diff.ts";
import { endLine, splitLines } from "./lines.ts";

export type YamlPath = readonly (string | number)[];

const aliasLimit = 100;

/**
 * Sets the value at a path in a YAML text, or deletes the key when `value` is undefined. Comments, order, quoting and
 * spacing of everything else stay. Throws cell-invalid when the text is not readable YAML or the path leads through a plain value.
 */
export function setYamlText(source: string, path: YamlPath, value: unknown): string {
  const windows = source.includes("\r\n");
  const text = windows ? source.replaceAll("\r\n", "\n") : source;
  const document = parse(text);
  const expected = expectedValue(text, path, value);
  if (isSameValue(plainValue(text), expected)) return source;
  const isRight = (candidate: string | null) => candidate !== null && isSameValue(plainValue(candidate), expected);
  // From the least change to the most; each is taken only if it reads back as meant.
  const edited = [
    replaceScalar(text, document, path, value),
    mergeStructure(text, path, value, sameButForSpaces),
    mergeStructure(text, path, value, (one, other) => one === other),
  ].find(isRight);
  const result = edited ?? editTree(text, path, value, "quoted").toString(styleOf(text));
  return windows ? result.replaceAll("\n", "\r\n") : result;
}

function parse(text: string): Document {
  const document = parseDocument(text, { version: "1.2", strict: true });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    throw new AssayError("cell-invalid", "The YAML cannot be changed from a form until it can be read.", {
      hint: "Mend it as text; the marked line is where reading stopped.",
      place: line === undefined ? {} : { line },
      cause: error,
    });
  }
  return document;
}

/** The tree with the change in it. */
function editTree(text: string, path: YamlPath, value: unknown, strings: "as-is" | "quoted" = "as-is"): Document {
  const document = parse(text);
  try {
    if (value === undefined) document.deleteIn(path);
    else setNode(document, path, value);
    // Some texts of spaces only survive in quotes.
    if (strings === "quoted") visit(newNode(document, path), { Scalar: quote });
  } catch (error) {
    throw new AssayError("cell-invalid", `\`${path.join(".")}\` cannot be set here, since something above it is not a list of keys.`, {
      hint: "Change it in the text.",
      place: { key: path.join(".") },
      cause: error,
    });
  }
  return document;
}

function setNode(document: Document, path: YamlPath, value: unknown): void {
  const old = document.getIn(path, true);
  if (isScalar(old) && isPlain(value)) {
    old.value = value;
    return;
  }
  const node = document.createNode(value);
  if (isCollection(node)) node.flow = isCollection(old) && isMap(old) === isMap(node) ? old.flow : isShortList(value);
  if (isSeq(old) && isSeq(node) && Array.isArray(value)) {
    // Items that stay keep their nodes, and with them their comments and quoting.
    const kept = matchSequences(
      old.items.map((item) => plainNode(item, document)),
      value,
      isSameValue,
    );
    for (const [from, to] of kept) node.items[to] = old.items[from];
    placeOthers(node, old, kept, document);
    node.comment = old.comment;
    node.commentBefore = old.commentBefore;
  }
  document.setIn(path, node);
}

/** Of the other items, those that have moved take their nodes along; new ones are written like those beside them. */
function placeOthers(node: YAMLSeq, old: YAMLSeq, kept: readonly (readonly [number, number])[], document: Document): void {
  const placed = new Set(kept.map(([, to]) => to));
  const left = old.items.filter((_, from) => !kept.some(([each]) => each === from));
  const isFlow = old.items.some((item) => isMap(item) && item.flow);
  for (const [to, item] of node.items.entries()) {
    if (placed.has(to)) continue;
    const moved = left.findIndex((each) => isSameValue(plainNode(each, document), plainNode(item, document)));
    if (moved >= 0) node.items[to] = left.splice(moved, 1)[0];
    else if (isMap(item) && isFlow) item.flow = true;
  }
}

/** The text with one scalar replaced where it stands; null when that cannot be. */
function replaceScalar(text: string, document: Document, path: YamlPath, value: unknown): string | null {
  const node = document.getIn(path, true);
  if (!isScalar(node) || !node.range || !isPlain(value) || value === undefined) return null;
  const [start, end] = node.range;
  const old = text.slice(start, end);
  for (const written of spellings(value, old)) {
    const candidate = text.slice(0, start) + written + text.slice(end);
    if (isSameValue(plainValue(candidate), expectedValue(text, path, value))) return candidate;
  }
  return null;
}

/** Ways to write a value in the place of another, the old quoting first. */
function spellings(value: unknown, old: string): string[] {
  if (typeof value === "string" && old.startsWith("|")) return [literalBlock(value, old)];
  if (/^[|>&!]/.test(old) || (typeof value === "string" && value.includes("\n"))) return [];
  if (typeof value !== "string") return [value === null ? "null" : String(value)];
  const single = `'${value.replaceAll("'", "''")}'`;
  const double = JSON.stringify(value);
  if (old.startsWith('"')) return [double];
  return old.startsWith("'") ? [single, double] : [value, double];
}

function literalBlock(value: string, old: string): string {
  const indentation = /\n( +)\S/.exec(old)?.[1] ?? "  ";
  const chomping = !value.endsWith("\n") ? "-" : /(?:^|\n)\n$/.test(value) ? "+" : "";
  const lines = value.replace(/\n$/, "").split("\n");
  return `|${chomping}\n${lines.map((line) => (line === "" ? "" : indentation + line)).join("\n")}\n`;
}

/** What the change does to the tree's own rendering, done to the text: lines the change leaves alone keep their formatting. */
function mergeStructure(text: string, path: YamlPath, value: unknown, equal: (one: string, other: string) => boolean): string {
  const style = styleOf(text);
  const before = splitLines(render(parse(text), style));
  const after = splitLines(render(editTree(text, path, value), style));
  const mine = splitLines(endLine(text, "\n"));
  return mergeSequences(before, mine, after, equal)
    .flatMap((chunk) => (chunk.type === "clean" ? chunk.items : chunk.theirs))
    .join("");
}

function sameButForSpaces(one: string, other: string): boolean {
  return one.replaceAll(/[ \t]+/g, "") === other.replaceAll(/[ \t]+/g, "");
}

function render(document: Document, style: ToStringOptions): string {
  const isEmpty = document.contents === null || (isMap(document.contents) && document.contents.items.length === 0);
  const text = document.toString(style);
  return isEmpty ? text.replace(/^(?:\{\}|null)\n/m, "") : text;
}

function styleOf(text: string): ToStringOptions & { readonly indent: number } {
  const nested = /^( *)[^\s#-][^\n]*:[ \t]*\n\1( +)[^\s#-]/m.exec(text)?.[2]?.length ?? 2;
  const flatLists = /^( *)[^\s#-][^\n]*:[ \t]*\n\1- /m.test(text);
  return {
    lineWidth: 0,
    // The library can only draw flat lists under an indentation of two.
    indent: flatLists ? 2 : Math.min(8, nested),
    indentSeq: !flatLists,
    flowCollectionPadding: /[[{] +\S/.test(text),
  };
}

function quote(_: unknown, scalar: Scalar): void {
  scalar.type = "QUOTE_DOUBLE";
}

function newNode(document: Document, path: YamlPath): Node | null {
  const node = document.getIn(path, true);
  return isNode(node) ? node : null;
}

function expectedValue(text: string, path: YamlPath, value: unknown): unknown {
  const edited = editTree(text, path, value);
  try {
    return withoutEmpty(edited.toJS({ maxAliasCount: aliasLimit }));
  } catch (error) {
    throw new AssayError(
      "cell-invalid",
      "The YAML cannot be changed from a form: an alias in it would stand for nothing or for too much.",
      {
        hint: "Change it in the text.",
        place: { key: path.join(".") },
        cause: error,
      },
    );
  }
}

function plainValue(text: string): unknown {
  const document = parseDocument(text, { version: "1.2", strict: true });
  if (document.errors.length > 0) return unreadable;
  try {
    return withoutEmpty(document.toJS({ maxAliasCount: aliasLimit }));
  } catch {
    // An alias without its anchor, or an alias bomb.
    return unreadable;
  }
}

/** A body with no keys left is the same as an empty one. */
function withoutEmpty(value: unknown): unknown {
  return value !== null && typeof value === "object" && Object.keys(value).length === 0 ? null : value;
}

const unreadable = Symbol("unreadable");

function plainNode(node: unknown, document: Document): unknown {
  return isScalar(node) || isCollection(node) ? node.toJS(document, { maxAliasCount: aliasLimit }) : node;
}

function isPlain(value: unknown): boolean {
  return value === null || ["string", "number", "boolean", "bigint"].includes(typeof value);
}

function isShortList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isPlain) && JSON.stringify(value).length <= 80;
}

function isSameValue(one: unknown, other: unknown): boolean {
  if (one === unreadable || other === unreadable) return false;
  return JSON.stringify(one) === JSON.stringify(other);
}
