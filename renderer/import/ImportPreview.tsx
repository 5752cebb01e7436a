import type { FormEvent } from "react";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import { Choice, Field, Switch } from "../kit/Field.tsx";
import { formatCount } from "../kit/format.ts";
import { CellFields } from "./CellFields.tsx";
import { TokenLine } from "./Examined.tsx";
import style from "./Import.module.css";
import { MappedRows } from "./MappedRows.tsx";
import { RowProblems } from "./RowProblems.tsx";
import type { Importing, ReadFiles } from "./use-import.ts";
import { type ImportForm, type ImportFormOptions, useImportForm } from "./use-import-form.ts";

type ImportPreviewProps = Omit<ImportFormOptions, "onAdded"> & { readonly onClose: () => void };

/** What was found, how it may be read, and what the cell will say. */
export function ImportPreview({ session, importing, read, at, onClose }: ImportPreviewProps) {
  const form = useImportForm({ session, importing, read, at, onAdded: onClose });
  const { given, source, inspection } = read;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.add();
  };
  return (
    <form className={style.preview} onSubmit={submit}>
      <p role="status">
        <strong>{given.name}</strong>: {formatCount(inspection.rows)} rows, {formatCount(inspection.schema.columns.length)} columns
        {source.type === "folder" ? `. It lies in the folder already, as ${source.path}.` : "."}
      </p>
      <TokenLine state={form.examination} />
      <ReadingFields form={form} read={read} importing={importing} />
      <RowProblems inspection={inspection} />
      <GoodRowsField form={form} />
      {inspection.tooMuch === null ? null : (
        <p className={style.problem}>{inspection.tooMuch} Draw a sample of it: one pass, whatever its size.</p>
      )}
      <CellFields form={form} isCopied={source.type === "staged"} />
      <div className={style.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" disabled={form.waits}>
          {source.type === "staged" ? "Copy and add dataset" : "Add dataset"}
        </Button>
      </div>
    </form>
  );
}

type ReadingFieldsProps = { readonly form: ImportForm; readonly read: ReadFiles; readonly importing: Importing };

/** Which part of a folder, in which shape, and the first rows of it. */
function ReadingFields({ form, read: { parts, part, inspection }, importing }: ReadingFieldsProps) {
  const { choices, choose, readings, reading } = form;
  return (
    <>
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
            value={choices.readingId}
            options={readings.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={(readingId) => choose({ readingId })}
          />
        )}
      </Field>
      {reading?.shape ? (
        <Field label="Keep the file's own columns" help="Beside the columns made of them.">
          {(ids) => <Switch id={ids.id} checked={choices.keepsOwn} onChange={(keepsOwn) => choose({ keepsOwn })} />}
        </Field>
      ) : null}
      {reading ? <MappedRows inspection={inspection} reading={reading} keepsOwn={choices.keepsOwn} /> : null}
    </>
  );
}

function GoodRowsField({ form: { bad, choices, choose } }: { readonly form: ImportForm }) {
  if (bad === 0) return null;
  const told = `${formatCount(bad)} bad ${bad === 1 ? "row is" : "rows are"} left out, counted in the ledger and listed in ${choices.name}_problems.`;
  return (
    <Field label="Keep the good rows" help={told}>
      {(ids) => <Switch id={ids.id} checked={choices.skipsBadRows} onChange={(skipsBadRows) => choose({ skipsBadRows })} />}
    </Field>
  );
}
