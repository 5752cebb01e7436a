import { eventIterator, oc, type } from "@orpc/contract";
import { z } from "zod";
import type { DatasetPart } from "../cells/dataset-folder.ts";
import type { Examination } from "../import/examination.ts";
import type { Inspection } from "../import/inspection.ts";
import { shapeNames } from "../import/shape.ts";
import { notebookRef } from "./schemas.ts";

const bytes = z.custom<Blob>((value) => typeof value === "object" && value !== null && "arrayBuffer" in value, "expected bytes");
const size = z.number().int().min(0);

/** A file's path below what is imported: its name, or the way to it inside a dropped folder. */
const filePath = z.string().min(1).max(500);

const importSource = z.discriminatedUnion("type", [
  /** Handed over piece by piece and not yet in the folder. */
  z.object({ type: z.literal("staged"), staging: z.string() }),
  /** A file or folder below the notebook's folder. */
  z.object({ type: z.literal("folder"), path: filePath }),
]);
export type ImportSource = z.infer<typeof importSource>;

/** How a cell would read the rows: the keys of its body. */
const importReading = z.object({
  shape: z.enum(shapeNames).nullable(),
  columns: z.record(z.string(), z.string()),
  id: z.string().nullable(),
  sample: z.number().int().positive().nullable(),
});
export type ImportReading = z.infer<typeof importReading>;

export type ImportProgress =
  | { readonly type: "progress"; readonly bytes: number; readonly total: number }
  | { readonly type: "found"; readonly inspection: Inspection };

/** Files into a notebook's folder, looked at before they are. A piece of a file is at most 8 MB. */
export const imports = {
  /** Where a file with this name, this size and these bytes at three places lies below the notebook's folder; null where none does. */
  locate: oc
    .input(notebookRef.extend({ name: filePath, size, slices: z.array(z.object({ offset: size, bytes })).max(3) }))
    .output(type<{ readonly path: string | null }>()),
  /** Makes room for files beside the folder's own, in `.assay/`. Throws cell-invalid for a path that leads out. */
  begin: oc
    .input(
      notebookRef.extend({
        files: z
          .array(z.object({ path: filePath, size }))
          .min(1)
          .max(10_000),
      }),
    )
    .output(type<{ readonly staging: string }>()),
  /** The next piece of a file; pieces come in order. */
  append: oc
    .input(notebookRef.extend({ staging: z.string(), path: filePath, offset: size, bytes }))
    .output(type<{ readonly received: number }>()),
  /** The datasets in it: one for a file, for a folder those its card or its file names tell of. */
  parts: oc.input(notebookRef.extend({ source: importSource })).output(type<readonly DatasetPart[]>()),
  /** Reads a part to its end without keeping it: its columns, its first rows and every line that can't be read. */
  inspect: oc.input(notebookRef.extend({ source: importSource, path: filePath })).output(eventIterator(type<ImportProgress>())),
  /** A closer look at a part's rows as a cell would read them: ids that come twice, empty prompts, tokens. */
  examine: oc.input(notebookRef.extend({ source: importSource, path: filePath, reading: importReading })).output(type<Examination>()),
  /** Moves what was handed over into the folder under this name. Throws name-taken: nothing is ever overwritten. */
  keep: oc
    .input(notebookRef.extend({ staging: z.string(), name: z.string().min(1).max(200), as: z.enum(["file", "folder"]) }))
    .output(type<{ readonly path: string }>()),
  discard: oc.input(notebookRef.extend({ staging: z.string() })).output(type<{ readonly discarded: true }>()),
};
