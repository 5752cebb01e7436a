import type { ExportBody } from "#shared/cells/export.ts";
import type { CellRunner } from "./cell-runner.ts";
export const runExport: CellRunner<ExportBody> = {
  type: "direct",
  run: async () => {
    throw new Error("export");
  },
};
