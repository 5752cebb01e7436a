import { refusalOf } from "#shared/import/refusal.ts";
import { countOf, type ProblemReason, type ProblemReport, type RowProblem } from "#shared/import/row-problem.ts";

/** A table of problems holds no more than this; the counts go on. */
const keptProblems = 100_000;
/** A file with so many bad rows is another kind of file: who wants none of them need not wait for the rest. */
const patience = 1000;
const shownText = 120;
const typeChange: ProblemReason = "type change";

/** `stop`: bad rows make reading fail, at its end, so that all of them are told. `skip`: they are left out and counted. */
export type BadRows = "stop" | "skip";

export type FoundProblem = Omit<RowProblem, "text"> & { readonly text?: string };

/** Problems met while files are read. */
export class ProblemBook {
  readonly #badRows: BadRows;
  #bad = new Map<ProblemReason, number>();
  #changed = new Map<ProblemReason, number>();
  #first: RowProblem[] = [];

  constructor(badRows: BadRows) {
    this.#badRows = badRows;
  }

  /** Files are read again from the start; where types change was found the first time. */
  startOver(): void {
    const changes = this.#changed.get(typeChange);
    this.#bad = new Map();
    this.#changed = new Map(changes === undefined ? [] : [[typeChange, changes]]);
    this.#first = this.#first.filter(({ reason }) => reason === typeChange);
  }

  add(problem: FoundProblem): void {
    const counts = problem.kept ? this.#changed : this.#bad;
    counts.set(problem.reason, (counts.get(problem.reason) ?? 0) + 1);
    if (this.#first.length < keptProblems) this.#first.push({ ...problem, text: startOf(problem.text ?? "") });
    if (this.#badRows === "stop" && !problem.kept && countOf(Object.fromEntries(this.#bad)) >= patience)
      throw refusalOf(this.report(), "at least ");
  }

  report(): ProblemReport {
    return { bad: Object.fromEntries(this.#bad), changed: Object.fromEntries(this.#changed), first: this.#first };
  }

  /** Throws data-unreadable with the first bad rows and their count, where bad rows are not to be skipped. */
  settle(): void {
    if (this.#badRows === "stop" && this.#bad.size > 0) throw refusalOf(this.report(), "");
  }
}

/** Never half a character, though one may be cut in the middle here or stand so in the file. */
function startOf(text: string): string {
  return text.slice(0, shownText).replace(/\p{Surrogate}/gu, "\ufffd");
}
