import { type Document, isMap, isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import type { Problem } from "../assay-error.ts";
import { didYouMean } from "../nearest-names.ts";
import type { BodyDefaults, CellReading } from "./cell-kind.ts";
import { issueWords } from "./issue-words.ts";

/** Keys every YAML kind takes. */
export const commonKeys = {
  title: z.string().optional(),
  note: z.string().optional(),
  auto: z.boolean().optional(),
  freeze: z.boolean().optional(),
  budget: z.number().positive().optional(),
  max_error_rate: z.number().min(0).max(1).optional(),
  show: z.string().optional(),
  /** The cell's calls go to the provider's Batch API. */
  batch: z.boolean().optional(),
};

/** Keys of kinds whose answers are drawn from models. */
export const drawnKeys = {
  /**
   * How many times the answers were drawn anew. Each number has answers of its own: going back to an earlier one asks
   * nothing, since what was bought stays in the journal.
   */
  resample: z.number().int().min(0).max(1_000).optional(),
};

const aliasLimit = 100;

/**
 * A YAML 1.2 body against its schema. Every problem carries the line and key it stands at, counted from 1 in `source`;
 * unknown keys are problems too, since a misspelt key would otherwise change a result silently.
 */
export function readYamlBody<Body>(source: string, schema: z.ZodType<Body>, defaults: BodyDefaults = {}): CellReading<Body> {
  const lines = new LineCounter();
  const document = parseDocument(source, { version: "1.2", lineCounter: lines, prettyErrors: false, strict: true });
  const syntax = document.errors.map((error): Problem => {
    const at = lines.linePos(error.pos[0]);
    return problem(`The YAML cannot be read: ${firstSentence(error.message)}`, "Mend this line; the cell's other text is kept as it is.", {
      line: at.line,
      column: at.col,
    });
  });
  if (syntax.length > 0) return { ok: false, problems: syntax };
  const value = plainValue(document);
  if (!value.ok) return { ok: false, problems: [problem(value.sentence, "Write the values out.", { line: 1 })] };
  const parsed = schema.safeParse(withDefaults(value.value ?? {}, defaults));
  if (parsed.success) return { ok: true, body: parsed.data };
  return { ok: false, problems: misspeltFirst(parsed.error.issues).flatMap((issue) => issueProblems(issue, document, lines, schema)) };
}

function withDefaults(value: unknown, defaults: BodyDefaults): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...defaults, ...value } : value;
}

function plainValue(document: Document): { ok: true; value: unknown } | { ok: false; sentence: string } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: aliasLimit }) };
  } catch (error) {
    return { ok: false, sentence: `The YAML cannot be read: ${error instanceof Error ? firstSentence(error.message) : String(error)}` };
  }
}

/** A misspelt key explains the missing one, so it is told first. */
function misspeltFirst(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const isMisspelt = (issue: z.core.$ZodIssue): boolean => issue.code === "unrecognized_keys";
  return [...issues.filter(isMisspelt), ...issues.filter((issue) => !isMisspelt(issue))];
}

function issueProblems(issue: z.core.$ZodIssue, document: Document, lines: LineCounter, schema: z.ZodType): Problem[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const known = path.length === 0 ? topLevelKeys(schema) : [];
      const hint = didYouMean(key, known) || "Remove it, or check its spelling.";
      return problem(
        `Unknown key \`${key}\`${path.length > 0 ? ` in \`${path.join(".")}\`` : ""}.`,
        hint,
        placeOf(document, lines, [...path, key]),
      );
    });
  }
  const key = path.join(".");
  const missing = issue.code === "invalid_type" && document.getIn(path) === undefined;
  const sentence = missing ? `\`${key}\` is missing.` : `${key ? `\`${key}\`: ` : ""}${issueWords(issue)}.`;
  return [problem(sentence, missing ? `Add \`${key}:\` to the cell.` : undefined, placeOf(document, lines, path))];
}

/** The line, from 1, on which a dotted key of a body stands, or what holds it; 1 where nothing of it is written. */
export function lineOfKey(source: string, key: string): number {
  const lines = new LineCounter();
  const document = parseDocument(source, { version: "1.2", lineCounter: lines, prettyErrors: false });
  const path = key.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return placeOf(document, lines, path).line ?? 1;
}

function topLevelKeys(schema: z.ZodType): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function placeOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): Problem["place"] {
  const key = path.join(".");
  for (let length = path.length; length > 0; length -= 1) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset !== null) {
      const at = lines.linePos(offset);
      return { line: at.line, column: at.col, key };
    }
  }
  return key ? { line: 1, key } : { line: 1 };
}

/** Where the key of a path stands, or its value inside a list. */
function offsetOf(document: Document, path: readonly (string | number)[]): number | null {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isNode(item.key) && String(item.key) === String(last));
    if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    return null;
  }
  const node = document.getIn(path, true);
  return isNode(node) && node.range ? node.range[0] : null;
}

function problem(sentence: string, hint: string | undefined, place: Problem["place"]): Problem {
  return { code: "cell-invalid", severity: "error", sentence, ...(hint ? { hint } : {}), place };
}

function firstSentence(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/\.?$/, ".");
}
