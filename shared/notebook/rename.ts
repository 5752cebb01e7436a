import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { AssayError } from "../assay-error.ts";
import { checkCellName } from "./cell-name.ts";
import { setCellBody } from "./change.ts";
import { type CellBlock, cellsOf, type Edit, findCell, type NotebookDocument, textOf } from "./document.ts";
import { applyEdit, editBetween } from "./edit.ts";
import { readProse } from "./prose-values.ts";
import { readNotebookText } from "./read.ts";
import { renameSqlTable } from "./sql-rename.ts";
import { setYamlText, type YamlPath } from "./yaml-edit.ts";

/** Where a cell names others: dotted places in its YAML. Null when the cell cannot be read; then the usual keys are looked at. */
export type PlacesOf = (cell: CellBlock) => readonly string[] | null;

// Tables a cell yields beside its own: they follow its name.
const parts =
  "calls jury criteria rewards standings queue judgements final pairs dropped steps rejected stages scores loss vocabulary problems left_out card sent";
const suffixes = [...parts.split(" ").map((part) => `_${part}`), ""];

const referenceKeys: ReadonlySet<string> = new Set(
  "from prompt rubric constitution base measures inputs tables against answers verdicts labels".split(" "),
);

/**
 * Renames a cell and everything that reads it: `from`, `prompt`, `rubric` and the like in YAML, tables in SQL, and
 * `{{ name.value }}` in prose. Throws cell-unknown, cell-invalid, name-taken.
 */
export function renameCell(document: NotebookDocument, from: string, to: string, placesOf: PlacesOf = () => null): Edit {
  const { index } = findCell(document, from);
  if (from === to) return { splices: [] };
  const others = cellsOf(document).map((cell) => cell.name);
  const problem = checkCellName(
    to,
    others.filter((name) => name !== from),
  );
  if (problem)
    throw new AssayError(problem.code, problem.sentence, { ...(problem.hint ? { hint: problem.hint } : {}), place: problem.place });
  // A table such as verdicts_calls follows unless a cell of its own has that name.
  const names = suffixes
    .filter((suffix) => suffix === "" || !others.includes(from + suffix))
    .map((suffix) => [from + suffix, to + suffix] as const);

  let renamed = readNotebookText(document.blocks.map((block, at) => (at === index ? withName(block.raw, from, to) : block.raw)).join(""));
  for (const [at, block] of renamed.blocks.entries()) {
    if (block.type !== "cell") continue;
    const body = names.reduce((text, [old, next]) => renameInBody({ ...block, body: text }, old, next, placesOf(block)), block.body);
    if (body !== block.body) renamed = applyEdit(renamed, setCellBody(renamed, at, body));
  }
  const inProse = renamed.blocks.map((block) => (block.type === "prose" ? renameInProse(block.raw, names) : block.raw)).join("");
  return editBetween(document, inProse === textOf(renamed) ? renamed : readNotebookText(inProse));
}

function withName(raw: string, from: string, to: string): string {
  return raw.replace(/^[^\r\n]*/, (line) => line.replace(new RegExp(`([ \\t])${from}([ \\t]*)$`), `$1${to}$2`));
}

function renameInProse(text: string, names: readonly (readonly [string, string])[]): string {
  const next = new Map(names);
  return readProse(text)
    .map((part) => {
      if (part.type === "text") return part.text;
      const { raw, name, member } = part.reference;
      return member === null ? raw : raw.replace(name, next.get(name) ?? name);
    })
    .join("");
}

function renameInBody(cell: CellBlock, from: string, to: string, places: readonly string[] | null): string {
  if (cell.kind === "sql") return renameSqlTable(cell.body, from, to);
  if (cell.kind === "prompt" || !cell.body.includes(from)) return cell.body;
  const document = parseDocument(cell.body, { version: "1.2", strict: true });
  // A broken cell keeps its text: it names nothing until it can be read.
  if (document.errors.length > 0) return cell.body;
  let body = cell.body;
  for (const [path, value] of namedValues(document.contents, [])) {
    const isReference = places
      ? places.includes(path.join(".")) || isOnlyOne(path, places)
      : path.some((key) => typeof key === "string" && referenceKeys.has(key));
    if (isReference && value === from) body = setYamlText(body, path, to);
  }
  return body;
}

/** `from: [verdicts]` is told as `from`: one name, however it is written. */
function isOnlyOne(path: YamlPath, places: readonly string[]): boolean {
  return path.at(-1) === 0 && places.includes(path.slice(0, -1).join("."));
}

function* namedValues(node: unknown, path: YamlPath): Generator<readonly [YamlPath, string]> {
  if (isScalar(node) && typeof node.value === "string") yield [path, node.value];
  if (isAlias(node)) return;
  if (isSeq(node)) for (const [index, item] of node.items.entries()) yield* namedValues(item, [...path, index]);
  if (isMap(node)) {
    for (const pair of node.items) {
      if (isScalar(pair.key) && typeof pair.key.value === "string") yield* namedValues(pair.value, [...path, pair.key.value]);
    }
  }
}
