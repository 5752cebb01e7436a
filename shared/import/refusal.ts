import { AssayError } from "../assay-error.ts";
import { countOf, type ProblemReport, placeOf, problemHints } from "./row-problem.ts";

const toldPlaces = 4;

/** The error for rows that are not skipped: the first in full, where the next ones are, and how many there are ("at least" before the count, where reading gave up). */
export function refusalOf(report: ProblemReport, before: "" | "at least "): AssayError {
  const bad = report.first.filter(({ kept }) => !kept);
  const [first] = bad;
  if (first === undefined) throw new Error("There is no bad row to refuse.");
  const count = countOf(report.bad);
  const others = bad.slice(1, 1 + toldPlaces).map(placeOf);
  const more = count - 1 - others.length;
  const rest = count === 1 ? "" : ` In all ${before}${count.toLocaleString("en")} rows are bad: then ${others.join("; ")}`;
  const end = count === 1 ? "" : `${more > 0 ? `; and ${more.toLocaleString("en")} more` : ""}.`;
  const place = {
    file: first.file,
    ...(first.line === null ? {} : { line: first.line }),
    ...(first.column === null ? {} : { column: first.column }),
    ...(first.row === null ? {} : { row: first.row }),
  };
  return new AssayError("data-unreadable", `${first.sentence}${rest}${end}`, {
    hint: `${problemHints[first.reason]} With \`bad_rows: skip\` the good rows are kept and the others listed.`,
    place,
  });
}
