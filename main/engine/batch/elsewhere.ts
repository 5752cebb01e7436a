import { AssayError } from "#shared/assay-error.ts";
import type { BatchLines, LinesTold, ResultsReport } from "#shared/contract/batches.ts";
import { createTally } from "#shared/journal/batch-tally.ts";
import type { CallRequest } from "#shared/journal/call.ts";
import { createKeySet } from "#shared/journal/key-set.ts";
import { runners } from "../cells/runners.ts";
import type { FirstKeys } from "../interpreter.ts";
import { contextFor } from "../run-one.ts";
import { provisionalRecipe } from "../run-targets.ts";
import type { Session } from "../session.ts";
import { createKeeper } from "./keep-result.ts";
import { missingRequests } from "./wave.ts";

const linesAtOnce = 500;
const linesTold = 20;
const none: ReadonlySet<string> = new Set();

/** What a cell lacks, without the keys that are `asked` already. Free cells above run first, so that its rows are there. */
async function* requestsOf(session: Session, name: string, asked: ReadonlySet<string>, signal: AbortSignal) {
  await session.runs.plan({ type: "cell", cell: name, upstream: "run" }, { type: "full" }, signal);
  const evaluation = await session.refresh();
  const cell = evaluation.cells.get(name);
  const runner = cell === undefined ? undefined : runners.get(cell.cell.kind);
  if (cell === undefined)
    throw new AssayError("cell-unknown", `There is no cell \`${name}\`.`, { hint: "It may have been renamed or removed." });
  if (runner?.type !== "calls")
    throw new AssayError("unsupported", `\`${name}\` is a ${cell.cell.kind} cell, which asks no model.`, {
      hint: "Name a cell that asks models, such as a teacher or a judge.",
    });
  const [problem] = cell.problems.filter(({ severity }) => severity === "error");
  if (problem !== undefined) throw new AssayError(problem.code, problem.sentence, { place: problem.place });
  const { journal } = session.folder;
  const program = await runner.program(contextFor(session, provisionalRecipe(cell, evaluation), evaluation, signal), null);
  const keys: FirstKeys = [];
  yield* missingRequests(program, { journal, again: none, asked, keys, signal });
}

/**
 * What a cell lacks now, as lines of input files, some at a time: they are never all in memory. What a provider's batch
 * will answer is left out. Free cells above run first.
 */
export async function* linesElsewhere(session: Session, cell: string, signal: AbortSignal): AsyncGenerator<BatchLines, void, void> {
  const { batches } = session.parts.models;
  const onTheirWay = await session.folder.batches.openKeys();
  const waiting = new Map<string, string[]>();
  for await (const { key, request } of requestsOf(session, cell, onTheirWay, signal)) {
    const lines = waiting.get(request.model) ?? [];
    waiting.set(request.model, lines);
    lines.push((await batches.line(key, request)).text);
    if (lines.length < linesAtOnce) continue;
    waiting.delete(request.model);
    yield { model: request.model, lines };
  }
  for (const [model, lines] of waiting) yield { model, lines };
}

/** Results of a run elsewhere, being read back. */
export type ResultsReading = {
  readonly expected: number;
  readonly add: (lines: readonly string[]) => Promise<number>;
  readonly close: () => Promise<ResultsReport>;
};

/** Begins reading results of what a cell lacks: each line is checked against its keys and kept as an ordinary answer. */
export async function readResultsElsewhere(session: Session, cell: string, signal: AbortSignal): Promise<ResultsReading> {
  const { parts, folder } = session;
  const { keys, askedBy } = await keysWanted(session, cell, signal);
  const tally = createTally(keys);
  const keepers = new Map<string, Awaited<ReturnType<typeof createKeeper>>>();
  const [failed, undone, doubled, unknown, unreadable] = [telling(), telling(), telling(), telling(), telling()];
  let [line, known, costUsd] = [0, 0, 0];

  const keeperOf = async (model: string) => {
    const keeper = keepers.get(model) ?? (await createKeeper({ parts, journal: folder.journal, model, askedAgainAt: null }));
    keepers.set(model, keeper);
    return keeper;
  };

  /** A file that is read once more holds what was kept the first time. */
  const unasked = async (key: string, sentence: string): Promise<string> =>
    (await folder.journal.read(key)) !== null ? `\`${key}\` was answered before; that answer stays.` : sentence;

  const take = async (text: string): Promise<void> => {
    line += 1;
    const at = line;
    if (text.trim() === "") return;
    const asked = askedBy(idIn(text));
    if (asked === undefined) return unknown.add(at, await unasked(idIn(text), "The cell lacks nothing, so no result is expected."));
    const result = await parts.models.batches.readResult({ model: asked.model, purpose: asked.purpose }, text);
    const verdict = tally.take(result);
    if (result.type === "unreadable") return unreadable.add(at, result.sentence);
    if (verdict === "unknown") return unknown.add(at, await unasked(result.key, `The cell does not ask \`${result.key.slice(0, 80)}\`.`));
    if (verdict === "doubled") return doubled.add(at, `\`${result.key}\` has come before.`);
    if (result.type === "undone") return undone.add(at, `The request ${result.why}.`);
    const kept = await (await keeperOf(asked.model))(result);
    costUsd += kept.costUsd ?? 0;
    if (!kept.isNew) known += 1;
    if (result.outcome.type === "failed") failed.add(at, result.outcome.failure.sentence);
  };

  return {
    expected: keys.size(),
    add: async (lines) => {
      // Together: the journal writes what waits for it in one go.
      await Promise.all(lines.map(take));
      return line;
    },
    close: async () => {
      await folder.journal.sync();
      await session.updateState((state) => ({ ...state, spentUsd: state.spentUsd + costUsd }));
      session.forgetOffers();
      await session.refresh();
      const { answered, missing } = tally.reading();
      return {
        ...{ expected: keys.size(), answered, known, costUsd },
        ...{
          failed: failed.told(),
          undone: undone.told(),
          doubled: doubled.told(),
          unknown: unknown.told(),
          unreadable: unreadable.told(),
        },
        missing: { count: missing, ids: tally.missing(linesTold) },
      };
    },
  };
}

type Asked = Pick<CallRequest, "model" | "purpose">;

/** What a cell lacks, and whom each key asks; a key that is not its own counts as one of the first it asks. */
async function keysWanted(session: Session, cell: string, signal: AbortSignal) {
  const keys = createKeySet();
  // There are few models and many keys.
  const kinds: Asked[] = [];
  const kindAt: number[] = [];
  for await (const { key, request } of requestsOf(session, cell, none, signal)) {
    if (!keys.add(key)) continue;
    const { model, purpose } = request;
    const kind = kinds.findIndex((each) => each.model === model && each.purpose === purpose);
    kindAt.push(kind < 0 ? kinds.push({ model, purpose }) - 1 : kind);
  }
  return { keys, askedBy: (key: string): Asked | undefined => kinds[kindAt[keys.numberOf(key)] ?? 0] };
}

function telling() {
  const lines: { line: number; sentence: string }[] = [];
  let count = 0;
  return {
    add: (line: number, sentence: string): void => {
      count += 1;
      if (lines.length < linesTold) lines.push({ line, sentence });
    },
    told: (): LinesTold => ({ count, lines: lines.toSorted((a, b) => a.line - b.line) }),
  };
}

/** The id of a result line, to know whose model it is about before the line is read as such. */
function idIn(text: string): string {
  return /"custom_id"\s*:\s*"([^"\\]*)"/.exec(text)?.[1] ?? "";
}
