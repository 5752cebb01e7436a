import { type FormEvent, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import { cellNameFor, datasetBody } from "#shared/import/cell-body.ts";
import { recognise } from "#shared/import/recognise.ts";
import { badRows, countOf } from "#shared/import/row-problem.ts";
import { checkCellName, freeCellName } from "#shared/notebook/cell-name.ts";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import { Choice, Field, Switch, TextInput } from "../kit/Field.tsx";
import { formatCount } from "../kit/format.ts";
import { cellNames } from "../state/blocks.ts";
import { reportFailure } from "../state/failure.ts";
import { pasteText } from "../state/session-edits.ts";
import type { LiveSession } from "../state/session-runs.ts";
import { Examined, oddRows, TokenLine } from "./Examined.tsx";
import style from "./Import.module.css";
import { MappedRows } from "./MappedRows.tsx";
import { RowProblems } from "./RowProblems.tsx";
import { useExamination } from "./use-examination.ts";
import type { Importing, ReadFiles } from "./use-import.ts";

type ImportPreviewProps = {
  readonly session: LiveSession;
  readonly importing: Importing;
  readonly read: ReadFiles;
  /** Before which block the cell comes; null: at the end. */
  readonly at: number | null;
  readonly onClose: () => void;
};

/** What was found, how it may be read, and what the cell will say. */
export function ImportPreview({ session, importing, read, at, onClose }: ImportPreviewProps) {
  const { given, source, parts, part, inspection } = read;
  const { report, tooMuch, rows } = inspection;
  const readings = recognise(inspection.schema, inspection.first);
  const document = session.store.getState().buffer.mine;
  const names = [...cellNames(document)];
  const [readingId, setReadingId] = useState(readings[0]?.id ?? "as-is");
  const [name, setName] = useState(freeCellName(cellNameFor(given.name), names));
  const [fileName, setFileName] = useState(given.name);
  const [id, setId] = useState("");
  const [keepsOwn, setKeepsOwn] = useState(true);
  const [skipsBadRows, setSkipsBadRows] = useState(false);
  const [sample, setSample] = useState(tooMuch === null ? "" : "50000");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const reading = readings.find(({ id }) => id === readingId) ?? readings[0];
  const renamed = new Set(Object.values(reading?.columns ?? {}));
  const idColumns = inspection.schema.columns.flatMap(({ name: column, type }) =>
    (type.type === "text" || type.type === "integer") && !renamed.has(column) ? [column] : [],
  );
  const bad = countOf(badRows(report, reading !== undefined && reading.shape !== null && reading === readings[0]));
  const nameProblem = checkCellName(name, names)?.sentence;
  const sampleSize = sample.trim() === "" ? null : Number(sample);
  const sampleProblem = sampleSize === null || (Number.isInteger(sampleSize) && sampleSize > 0) ? undefined : "A whole number from 1.";
  const item = idColumns.includes(id) ? id : null;
  const examination = useExamination(session, read, {
    shape: reading?.shape ?? null,
    columns: reading?.columns ?? {},
    id: item,
    sample: sampleProblem === undefined ? sampleSize : null,
  });
  const isStuck = (bad > 0 || (item !== null && oddRows(examination) > 0)) && !skipsBadRows;
  const waits = nameProblem !== undefined || sampleProblem !== undefined || isStuck || (tooMuch !== null && sampleSize === null);

  const add = (event: FormEvent) => {
    event.preventDefault();
    if (waits || !reading) return;
    importing
      .keep(fileName)
      .then((kept) => {
        const path = given.isFolder ? `${kept}/${part.path}` : kept;
        const { shape, columns } = reading;
        const body = datasetBody({
          path,
          shape,
          columns,
          id: item,
          keepsOwn,
          skipsBadRows,
          sample: sampleSize,
        });
        pasteText(session, at ?? session.store.getState().buffer.mine.blocks.length, `\`\`\`dataset ${name}\n${body}\`\`\`\n`);
        onClose();
      })
      .catch((error: unknown) => {
        if (error instanceof AssayError) setProblem([error.message, error.hint].filter(Boolean).join(" "));
        else reportFailure(error);
      });
  };

  return (
    <form className={style.preview} onSubmit={add}>
      <p role="status">
        <strong>{given.name}</strong>: {formatCount(rows)} rows, {formatCount(inspection.schema.columns.length)} columns
        {source.type === "folder" ? `. It lies in the folder already, as ${source.path}.` : "."}
      </p>
      <TokenLine state={examination} />
      {parts.length > 1 ? (
        <Field label="Part" help="A dataset folder holds several; each is a cell of its own.">
          {(ids) => (
            <Choice
              {...ids}
              value={part.path}
              options={parts.map(({ path, label }) => ({ value: path, label }))}
              onChange={(path) => {
                const chosen = parts.find((each) => each.path === path);
                if (chosen) importing.choosePart(chosen);
              }}
            />
          )}
        </Field>
      ) : null}
      <Field label="Read as" help={reading ? <Coded>{reading.sentences.join(" ")}</Coded> : undefined}>
        {(ids) => (
          <Choice
            {...ids}
            data-first=""
            value={readingId}
            options={readings.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={(id) => setReadingId(readings.find((each) => each.id === id)?.id ?? "as-is")}
          />
        )}
      </Field>
      {reading?.shape ? (
        <Field label="Keep the file's own columns" help="Beside the columns made of them.">
          {(ids) => <Switch id={ids.id} checked={keepsOwn} onChange={setKeepsOwn} />}
        </Field>
      ) : null}
      {reading ? <MappedRows inspection={inspection} reading={reading} keepsOwn={keepsOwn} /> : null}
      <RowProblems inspection={inspection} />
      {bad > 0 ? (
        <Field
          label="Keep the good rows"
          help={`${formatCount(bad)} bad ${bad === 1 ? "row is" : "rows are"} left out, counted in the ledger and listed in ${name}_problems.`}
        >
          {(ids) => <Switch id={ids.id} checked={skipsBadRows} onChange={setSkipsBadRows} />}
        </Field>
      ) : null}
      {tooMuch === null ? null : <p className={style.problem}>{tooMuch} Draw a sample of it: one pass, whatever its size.</p>}
      <div className={style.names}>
        <Field label="Cell" problem={nameProblem}>
          {(ids) => <TextInput {...ids} mono value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label="Item column" help="Names the row, each once; without it rows are numbered.">
          {(ids) => (
            <Choice
              {...ids}
              value={item ?? ""}
              options={[{ value: "", label: "number the rows" }, ...idColumns.map((column) => ({ value: column, label: column }))]}
              onChange={setId}
            />
          )}
        </Field>
        <Examined
          state={examination}
          cell={name}
          isChosen={item !== null}
          skips={skipsBadRows}
          onSkip={setSkipsBadRows}
          onNumber={() => setId("")}
        />
        <Field label="Sample" help="Rows drawn with a seed; empty for all." problem={sampleProblem}>
          {(ids) => <TextInput {...ids} inputMode="numeric" value={sample} onChange={(event) => setSample(event.target.value)} />}
        </Field>
        {source.type === "staged" ? (
          <Field label="Copy to" help="In the notebook's folder; nothing there is overwritten." problem={problem}>
            {(ids) => (
              <TextInput
                {...ids}
                mono
                value={fileName}
                onChange={(event) => {
                  setFileName(event.target.value);
                  setProblem(undefined);
                }}
              />
            )}
          </Field>
        ) : null}
      </div>
      <div className={style.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" disabled={waits}>
          {source.type === "staged" ? "Copy and add dataset" : "Add dataset"}
        </Button>
      </div>
    </form>
  );
}
