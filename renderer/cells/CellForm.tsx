import { useMemo } from "react";
import type { Problem } from "#shared/assay-error.ts";
import type { CellKind, FormField } from "#shared/cells/cell-kind.ts";
import { fieldsOf } from "#shared/cells/common-fields.ts";
import type { CellBlock } from "#shared/notebook/document.ts";
import { reportFailure } from "../state/failure.ts";
import { useSession } from "../state/hooks.ts";
import { writeValue } from "../state/session-edits.ts";
import style from "./CellForm.module.css";
import { cellViews } from "./cell-views.ts";
import { DefaultPrompt } from "./DefaultPrompt.tsx";
import { defaultText, defaultValues } from "./default-values.ts";
import { FormControl } from "./FormControl.tsx";
import { fieldProblems } from "./field-problems.ts";
import { shownFields } from "./shown-fields.ts";
import { useSourceNames } from "./use-source-names.ts";
import { valueAt, yamlValues } from "./yaml-values.ts";

type CellFormProps = { readonly cell: CellBlock; readonly kind: CellKind; readonly problems: readonly Problem[] };

/** The cell's YAML as controls. Each change is written into the text in place, so comments and order stay. */
export function CellForm({ cell, kind, problems }: CellFormProps) {
  const session = useSession();
  const values = useMemo(() => yamlValues(cell.body), [cell.body]);
  const names = useSourceNames(cell.name, kind, values);
  if (values === null) return <p className={style.unreadable}>The form cannot read this text. Mend the marked line under Text.</p>;
  const reading = kind.read(cell.body);
  const body = reading.ok ? reading.body : null;
  const shown = shownFields(fieldsOf(kind, body), values, body);
  const view = cellViews.get(kind.kind);
  const help = view?.fieldHelp?.(values) ?? {};
  const wrong = fieldProblems(
    problems,
    shown.map(({ key }) => key),
  );
  const usual = view?.usual?.(values) ?? {};
  const defaults = defaultValues(kind, shown, cell.body);
  const Lead = view?.form;
  const defaultPrompt = view?.defaultPrompt?.(cell.body) ?? null;
  const defaultPrompts = [
    ...(defaultPrompt === null ? [] : [{ key: "prompt", name: "Default prompt", text: defaultPrompt }]),
    ...(view?.defaultPrompts?.(cell.body) ?? []),
  ];
  const write = (key: string, value: unknown): void => {
    try {
      writeValue(session, cell.name, key.split("."), value);
    } catch (error) {
      reportFailure(error);
    }
  };
  const control = (field: FormField) => (
    <FormControl
      key={field.key}
      field={{ ...field, ...(help[field.key] === undefined ? {} : { help: help[field.key] }) }}
      value={valueAt(values, field.key)}
      otherwise={defaultText(defaults.get(field.key) ?? usual[field.key])}
      names={names}
      problem={wrong.get(field.key)}
      onChange={(value) => write(field.key, value)}
    />
  );
  const mapping = shown.filter(isMapping);
  const isMapped = mapping.some(({ key }) => valueAt(values, key) !== undefined);
  return (
    <>
      {Lead ? <Lead cell={cell.name} values={values} problems={problems} names={names} /> : null}
      <div className={style.form}>{shown.filter((field) => !isMapping(field)).map(control)}</div>
      {defaultPrompts.map(({ key, name, text }) => (
        <DefaultPrompt key={key} name={name} text={text} onTake={() => write(key, text)} />
      ))}
      {mapping.length > 0 ? (
        <details className={style.mapping} open={isMapped}>
          <summary>
            Columns <span className={style.soft}>which of the table plays which part; found by their usual names where left empty</span>
          </summary>
          <div className={style.mapped}>{mapping.map(control)}</div>
        </details>
      ) : null}
    </>
  );
}

const isMapping = ({ key }: FormField): boolean => key.startsWith("columns.");
