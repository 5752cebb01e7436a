import type { Row, TableSchema } from "../data/table.ts";
import type { ProblemReport } from "./row-problem.ts";

/** What files hold, found without making a table of them. */
export type Inspection = {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly schema: TableSchema;
  /** Good rows. */
  readonly rows: number;
  /** The first good rows. */
  readonly first: readonly Row[];
  readonly notes: readonly string[];
  readonly report: ProblemReport;
  /** Why the files can't be read whole, where they can't. */
  readonly tooMuch: string | null;
};
