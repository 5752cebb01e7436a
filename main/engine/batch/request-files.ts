import type { RequestFile, ResultsFile, ResultsReport } from "#shared/contract/batches.ts";
import type { Session } from "../session.ts";
import { linesElsewhere, readResultsElsewhere } from "./elsewhere.ts";

/** Writes what a cell lacks into the notebook's `batch/`, one file a model or several where one would be too large, named after the cell and the minute. Throws AssayError. */
export async function writeRequestFiles(session: Session, cell: string, signal: AbortSignal): Promise<readonly RequestFile[]> {
  const files = await session.folder.exchange.begin(`${cell}-${minuteOf(session.parts.clock.now())}`);
  try {
    for await (const { model, lines } of linesElsewhere(session, cell, signal)) await files.write(model, lines);
  } catch (error) {
    await files.discard();
    throw error;
  }
  return (await files.close()).map(({ file, model, requests }) => ({ path: file, model, requests, command: runCommand(file, model) }));
}

/** Files beside the request files that look like results, newest first. */
export async function listResultFiles(session: Session): Promise<readonly ResultsFile[]> {
  const found = await session.folder.exchange.list();
  return found.filter(({ first }) => isResult(first)).map(({ path, bytes }) => ({ path, bytes }));
}

/** Reads a file of `batch/` back into the journal. Throws not-found. */
export async function readResultFile(session: Session, cell: string, path: string, signal: AbortSignal): Promise<ResultsReport> {
  const reading = await readResultsElsewhere(session, cell, signal);
  for await (const lines of session.folder.exchange.lines(path)) {
    signal.throwIfAborted();
    await reading.add(lines);
  }
  return reading.close();
}

/** What runs a request file with vLLM, in a shell in the notebook's folder. */
export function runCommand(file: string, model: string): string {
  const name = model.slice(model.indexOf("/") + 1);
  const results = file.replace(/\.jsonl$/, "").concat(".results.jsonl");
  return `vllm run-batch --model ${quoted(name)} -i ${quoted(file)} -o ${quoted(results)}`;
}

function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Requests have a method; results have what came of one. */
function isResult(line: string): boolean {
  return /"custom_id"\s*:/.test(line) && /"(?:response|error)"\s*:/.test(line) && !/^\{[^{]*"method"\s*:/.test(line);
}

function minuteOf(unixMs: number): string {
  const at = new Date(unixMs);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}-${two(at.getHours())}${two(at.getMinutes())}`;
}
