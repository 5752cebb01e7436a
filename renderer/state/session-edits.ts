import { kinds } from "#shared/cells/kinds.ts";
import { inlineBody } from "#shared/import/cell-body.ts";
import { readTsvBlock } from "#shared/import/tsv-block.ts";
import { freeCellName } from "#shared/notebook/cell-name.ts";
import { insertBlock, moveBlock, removeBlock, setCellBody, setProse } from "#shared/notebook/change.ts";
import type { Edit, NotebookDocument } from "#shared/notebook/document.ts";
import { applyEdit, isEmptyEdit } from "#shared/notebook/edit.ts";
import { readNotebookText } from "#shared/notebook/read.ts";
import { renameCell } from "#shared/notebook/rename.ts";
import { setYamlValue } from "#shared/notebook/yaml-change.ts";
import { notify } from "../kit/toast.ts";
import { blockBeside, cellNames, findBlock, placedBlocks } from "./blocks.ts";
import { change } from "./buffer.ts";
import { record, redo, seal, type Travel, undo } from "./history.ts";
import { mergeDocuments } from "./merge.ts";
import type { Session } from "./session.ts";

const documentOf = (session: Session): NotebookDocument => session.store.getState().buffer.mine;

/** Makes a change here at once; the engine hears of it shortly after. */
function apply(session: Session, label: string, edit: Edit, coalesce: string | null = null): boolean {
  if (isEmptyEdit(edit)) return false;
  session.store.setState((view) => {
    const before = view.buffer.mine;
    const after = applyEdit(before, edit);
    return { buffer: change(view.buffer, after), history: record(view.history, { label, before, after, coalesce }) };
  });
  return true;
}

export function writeCell(session: Session, name: string, body: string): void {
  apply(session, `edit of ${name}`, setCellBody(documentOf(session), name, body), `cell:${name}`);
}

export function writeProse(session: Session, key: string, text: string): void {
  const placed = findBlock(documentOf(session), key);
  if (placed) apply(session, "edit of text", setProse(documentOf(session), placed.index, text), key);
}

export function sealHistory(session: Session): void {
  session.store.setState((view) => ({ history: seal(view.history) }));
}

/** Puts other text in the place of what was found, as one step back however many places it is. */
export function replaceFound(session: Session, edit: Edit, count: number): void {
  sealHistory(session);
  apply(session, count === 1 ? "replacement" : `replacement of ${count.toLocaleString("en")} matches`, edit);
}

/** Sets one value of a YAML cell; comments and order stay. `undefined` takes the key away. */
export function writeValue(session: Session, name: string, path: readonly (string | number)[], value: unknown): void {
  apply(session, `${path.join(".")} of ${name}`, setYamlValue(documentOf(session), name, path, value), `form:${name}:${path.join(".")}`);
}

export function insertCell(session: Session, at: number, kind: string): void {
  const row = kinds.get(kind);
  const document = documentOf(session);
  const name = freeCellName(starterName(kind), cellNames(document));
  if (!apply(session, `new ${kind} cell`, insertBlock(document, at, { type: "cell", kind, name, body: row?.starter ?? "" }))) return;
  session.store.setState({ selected: `cell:${name}`, mode: "command", picking: null });
}

export function insertProse(session: Session, at: number): void {
  const document = documentOf(session);
  const beside = [document.blocks[at - 1], document.blocks[at]].findIndex((block) => block?.type === "prose");
  if (beside < 0) apply(session, "new text", insertBlock(document, at, { type: "prose", text: "\n" }));
  const next = placedBlocks(documentOf(session)).find((each) => each.index === (beside < 0 ? at : at - 1 + beside));
  session.store.setState({ selected: next?.key ?? null, mode: "edit", picking: null });
}

/** Deletes at once; the notice takes it back. */
export function deleteBlock(session: Session, key: string): void {
  const document = documentOf(session);
  const placed = findBlock(document, key);
  if (!placed || placed.block.type === "front-matter") return;
  const neighbour = blockBeside(document, key, 1)?.key === key ? blockBeside(document, key, -1) : blockBeside(document, key, 1);
  const what = placed.block.type === "cell" ? placed.block.name : "text";
  const users = placed.block.type === "cell" ? (session.store.getState().remote.cells[placed.block.name]?.downstream ?? []) : [];
  if (!apply(session, `deletion of ${what}`, removeBlock(document, placed.index))) return;
  session.store.setState({ selected: neighbour?.key ?? null });
  notify(`Deleted ${what}.`, {
    ...(users.length > 0 ? { detail: `${users.join(", ")} read${users.length === 1 ? "s" : ""} it.` } : {}),
    action: { label: "Undo", run: () => travel(session, "undo") },
    lasting: true,
  });
}

export function moveSelected(session: Session, key: string, direction: -1 | 1): void {
  const document = documentOf(session);
  const placed = findBlock(document, key);
  const beside = blockBeside(document, key, direction);
  if (!placed || !beside || beside.key === key) return;
  const what = placed.block.type === "cell" ? placed.block.name : "text";
  apply(session, `move of ${what}`, moveBlock(document, placed.index, direction < 0 ? beside.index : beside.index + 1));
}

/** Renames a cell here and wherever another cell reads it. */
export function rename(session: Session, name: string, next: string): void {
  if (next === name) return;
  apply(session, `rename of ${name}`, renameCell(documentOf(session), name, next));
  session.store.setState({ selected: `cell:${next}`, renaming: null });
}

/** Inserts cells that the window wrote itself. */
export function insertText(session: Session, at: number, text: string): void {
  insertBlocks(session, at, text, "new cell");
}

/** Inserts copied Markdown, or a block of a spreadsheet as a dataset; cells whose names are taken get free ones. */
export function pasteText(session: Session, at: number, text: string): void {
  const rows = readTsvBlock(text);
  insertBlocks(session, at, rows === null ? text : `\`\`\`dataset pasted\n${inlineBody(rows)}\`\`\`\n`, "paste");
}

function insertBlocks(session: Session, at: number, text: string, label: string): void {
  const names = [...cellNames(documentOf(session))];
  let place = at;
  for (const block of readNotebookText(text).blocks) {
    if (block.type === "front-matter" || block.raw.trim() === "") continue;
    const document = documentOf(session);
    if (block.type === "prose") apply(session, label, insertBlock(document, place, { type: "prose", text: block.raw }));
    else {
      const name = freeCellName(block.name, names);
      names.push(name);
      apply(session, label, insertBlock(document, place, { type: "cell", kind: block.kind, name, body: block.body }));
      session.store.setState({ selected: `cell:${name}` });
    }
    place += documentOf(session).blocks.length - document.blocks.length;
  }
}

export function travel(session: Session, direction: "undo" | "redo"): void {
  const { history, buffer } = session.store.getState();
  const moved: Travel = (direction === "undo" ? undo : redo)(history, buffer.mine, mergeDocuments);
  switch (moved.type) {
    case "nothing":
      return;
    case "blocked":
      notify(`The ${moved.label} cannot be taken back: ${moved.cells.join(", ")} changed since.`);
      return;
    case "moved":
      session.store.setState((view) => ({ history: moved.history, buffer: change(view.buffer, moved.document) }));
  }
}

const starterNames: { readonly [kind: string]: string } = {
  dataset: "questions",
  prompt: "ask",
  teacher: "answers",
  judge: "verdicts",
  measure: "agreement",
  sql: "result",
  chart: "figure",
  export: "release",
};

function starterName(kind: string): string {
  return starterNames[kind] ?? kind.replaceAll("-", "_");
}
