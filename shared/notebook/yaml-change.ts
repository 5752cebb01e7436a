import { AssayError } from "../assay-error.ts";
import { replaceBlock, setCellBody } from "./change.ts";
import { type BlockRef, type Edit, findCell, type NotebookDocument } from "./document.ts";
import { lineEndOf } from "./lines.ts";
import { setYamlText, type YamlPath } from "./yaml-edit.ts";

/** Sets (or, with undefined, deletes) one value in a cell's YAML, keeping comments and formatting. Throws cell-invalid. */
export function setYamlValue(document: NotebookDocument, ref: BlockRef, path: YamlPath, value: unknown): Edit {
  const { index, cell } = findCell(document, ref);
  try {
    return setCellBody(document, index, setYamlText(cell.body, path, value));
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    throw new AssayError(error.code, error.message, {
      ...(error.hint ? { hint: error.hint } : {}),
      place: { ...error.place, cell: cell.name },
      cause: error,
    });
  }
}

/** The same for the front matter, which is made when there is none. */
export function setFrontMatter(document: NotebookDocument, path: YamlPath, value: unknown): Edit {
  const [first] = document.blocks;
  const lineEnd = lineEndOf(document.blocks.map((block) => block.raw).join(""));
  if (first?.type !== "front-matter") {
    if (value === undefined) return { splices: [] };
    const raw = `---\n${setYamlText("", path, value)}---\n`.replaceAll("\n", lineEnd);
    const yaml = raw.slice(3 + lineEnd.length, raw.length - 3 - lineEnd.length);
    return { splices: [{ at: 0, removed: [], inserted: [{ type: "front-matter", raw, yaml }] }] };
  }
  const yaml = setYamlText(first.yaml, path, value);
  if (yaml === first.yaml) return { splices: [] };
  const start = first.raw.indexOf("---");
  const opening = first.raw.slice(start, first.raw.length - first.yaml.length - closingLength(first.raw));
  return replaceBlock(document, 0, opening + yaml + first.raw.slice(first.raw.length - closingLength(first.raw)));
}

/** Length of the closing `---` with its white space and line end. */
function closingLength(raw: string): number {
  return /---[ \t]*[\r\n]*$/.exec(raw)?.[0].length ?? 0;
}
