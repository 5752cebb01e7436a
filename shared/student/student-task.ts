import type { StudentBody } from "../cells/student.ts";
import type { TableBytes } from "../data/table.ts";

/** Students to train, as it crosses to a worker thread. */
export type StudentTask = { readonly body: StudentBody; readonly from: readonly TableBytes[]; readonly scored: TableBytes | null };
