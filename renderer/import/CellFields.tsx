import { Choice, Field, TextInput } from "../kit/Field.tsx";
import { Examined } from "./Examined.tsx";
import style from "./Import.module.css";
import type { ImportForm } from "./use-import-form.ts";

type CellFieldsProps = {
  readonly form: ImportForm;
  /** Whether the files are copied into the notebook's folder. */
  readonly isCopied: boolean;
};

/** What the cell will say: its name, what names an item, how many rows, and where the file comes to lie. */
export function CellFields({ form, isCopied }: CellFieldsProps) {
  const { choices, choose, problems, item, idColumns, examination } = form;
  return (
    <div className={style.names}>
      <Field label="Cell" problem={problems.name}>
        {(ids) => <TextInput {...ids} mono value={choices.name} onChange={(event) => choose({ name: event.target.value })} />}
      </Field>
      <Field label="Item column" help="Names the row, each once; without it rows are numbered.">
        {(ids) => (
          <Choice
            {...ids}
            value={item ?? ""}
            options={[{ value: "", label: "number the rows" }, ...idColumns.map((column) => ({ value: column, label: column }))]}
            onChange={(id) => choose({ id })}
          />
        )}
      </Field>
      <Examined
        state={examination}
        cell={choices.name}
        isChosen={item !== null}
        skips={choices.skipsBadRows}
        onSkip={(skipsBadRows) => choose({ skipsBadRows })}
        onNumber={() => choose({ id: "" })}
      />
      <Field label="Sample" help="Rows drawn with a seed; empty for all." problem={problems.sample}>
        {(ids) => (
          <TextInput {...ids} inputMode="numeric" value={choices.sample} onChange={(event) => choose({ sample: event.target.value })} />
        )}
      </Field>
      {isCopied ? (
        <Field label="Copy to" help="In the notebook's folder; nothing there is overwritten." problem={problems.fileName}>
          {(ids) => <TextInput {...ids} mono value={choices.fileName} onChange={(event) => choose({ fileName: event.target.value })} />}
        </Field>
      ) : null}
    </div>
  );
}
