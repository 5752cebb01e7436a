import { useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import { cellNameFor, datasetBody } from "#shared/import/cell-body.ts";
import { type Recognised, recognise } from "#shared/import/recognise.ts";
import { badRows, countOf } from "#shared/import/row-problem.ts";
import { checkCellName, freeCellName } from "#shared/notebook/cell-name.ts";
import { cellNames } from "../state/blocks.ts";
import { reportFailure } from "../state/failure.ts";
import { insertText } from "../state/session-edits.ts";
import type { LiveSession } from "../state/session-runs.ts";
import { oddRows } from "./Examined.tsx";
import { type ExaminationState, useExamination } from "./use-examination.ts";
import type { Importing, ReadFiles } from "./use-import.ts";

/** What a person chooses before files become a cell. */
export type ImportChoices = {
  readonly readingId: string;
  readonly name: string;
  /** Where what was handed over is copied to. */
  readonly fileName: string;
  /** Column that names the item; "" where rows are numbered. */
  readonly id: string;
  readonly keepsOwn: boolean;
  readonly skipsBadRows: boolean;
  /** Rows to draw, as typed; "" for all. */
  readonly sample: string;
};

/** The choices, what follows from them, and what stands in the way. */
export type ImportForm = {
  readonly choices: ImportChoices;
  readonly choose: (some: Partial<ImportChoices>) => void;
  readonly readings: readonly Recognised[];
  readonly reading: Recognised | undefined;
  readonly idColumns: readonly string[];
  /** The item column, where it is one of this reading; null: rows are numbered. */
  readonly item: string | null;
  /** Bad rows in this reading. */
  readonly bad: number;
  readonly examination: ExaminationState;
  readonly problems: { readonly name?: string | undefined; readonly fileName?: string | undefined; readonly sample?: string | undefined };
  readonly waits: boolean;
  /** Copies what was handed over and writes the cell. */
  readonly add: () => void;
};

export type ImportFormOptions = {
  readonly session: LiveSession;
  readonly importing: Importing;
  readonly read: ReadFiles;
  /** Before which block the cell comes; null: at the end. */
  readonly at: number | null;
  readonly onAdded: () => void;
};

export function useImportForm({ session, importing, read, at, onAdded }: ImportFormOptions): ImportForm {
  const { given, part, inspection } = read;
  const { report, tooMuch, schema, first } = inspection;
  const readings = recognise(schema, first);
  const names = [...cellNames(session.store.getState().buffer.mine)];
  const [choices, setChoices] = useState<ImportChoices>({
    readingId: readings[0]?.id ?? "as-is",
    name: freeCellName(cellNameFor(given.name), names),
    fileName: given.name,
    id: "",
    keepsOwn: true,
    skipsBadRows: false,
    sample: tooMuch === null ? "" : "50000",
  });
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const { readingId, name, fileName, id, keepsOwn, skipsBadRows, sample } = choices;
  const reading = readings.find((each) => each.id === readingId) ?? readings[0];
  const renamed = new Set(Object.values(reading?.columns ?? {}));
  const idColumns = schema.columns.flatMap(({ name: column, type }) =>
    (type.type === "text" || type.type === "integer") && !renamed.has(column) ? [column] : [],
  );
  const item = idColumns.includes(id) ? id : null;
  const sampleSize = sample.trim() === "" ? null : Number(sample);
  const sampleProblem = sampleSize === null || (Number.isInteger(sampleSize) && sampleSize > 0) ? undefined : "A whole number from 1.";
  const nameProblem = checkCellName(name, names)?.sentence;
  const bad = countOf(badRows(report, reading !== undefined && reading.shape !== null && reading === readings[0]));
  const examination = useExamination(session, read, {
    shape: reading?.shape ?? null,
    columns: reading?.columns ?? {},
    id: item,
    sample: sampleProblem === undefined ? sampleSize : null,
  });
  const isStuck = (bad > 0 || (item !== null && oddRows(examination) > 0)) && !skipsBadRows;
  const waits = nameProblem !== undefined || sampleProblem !== undefined || isStuck || (tooMuch !== null && sampleSize === null);

  const write = async ({ shape, columns }: Recognised): Promise<void> => {
    try {
      const kept = await importing.keep(fileName);
      const path = given.isFolder ? `${kept}/${part.path}` : kept;
      const body = datasetBody({ path, shape, columns, id: item, keepsOwn, skipsBadRows, sample: sampleSize });
      insertText(session, at ?? session.store.getState().buffer.mine.blocks.length, `\`\`\`dataset ${name}\n${body}\`\`\`\n`);
      onAdded();
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      setRefusal([error.message, error.hint].filter(Boolean).join(" "));
    }
  };

  return {
    choices,
    choose: (some) => {
      if (some.fileName !== undefined) setRefusal(undefined);
      setChoices((before) => ({ ...before, ...some }));
    },
    readings,
    reading,
    idColumns,
    item,
    bad,
    examination,
    problems: { name: nameProblem, fileName: refusal, sample: sampleProblem },
    waits,
    add: () => {
      if (!waits && reading) write(reading).catch(reportFailure);
    },
  };
}
