import { useState } from "react";
import type { FilterClause } from "#shared/contract/schemas.ts";
import type { Column } from "#shared/data/table.ts";
import { Button } from "../kit/Button.tsx";
import { Choice, TextArea, TextInput } from "../kit/Field.tsx";
import style from "./FilterForm.module.css";
import { filterProblem, type Operator, operatorsFor, operatorWord, takesValue } from "./filter-words.ts";

type FilterFormProps = {
  readonly column: Column;
  readonly filter: FilterClause | null;
  readonly onFilter: (filter: FilterClause | null) => void;
};

/** Which rows to show by one column. Enter applies. */
export function FilterForm({ column, filter, onFilter }: FilterFormProps) {
  const operators = operatorsFor(column.type);
  const [operator, setOperator] = useState<Operator>(filter?.operator ?? operators[0] ?? "=");
  const [value, setValue] = useState(filter?.value ?? (column.type.type === "boolean" ? "true" : ""));
  const [problem, setProblem] = useState<string | null>(null);
  const apply = () => {
    const next = { ...(filter?.orColumn === undefined ? {} : { orColumn: filter.orColumn }), column: column.name, operator, value };
    const wrong = filterProblem(next, column.type);
    setProblem(wrong);
    if (wrong === null) onFilter(next);
  };
  const field = { "aria-label": `Value to filter ${column.name} by`, "aria-invalid": problem !== null, value };
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Choice
        aria-label={`How to filter ${column.name}`}
        value={operator}
        options={operators.map((each) => ({ value: each, label: operatorWord(each, column.type) }))}
        onChange={(next) => {
          const found = operators.find((each) => each === next);
          if (found) setOperator(found);
          setProblem(null);
        }}
      />
      {!takesValue(operator) ? null : operator === "in" ? (
        <TextArea {...field} placeholder="One value a line" onChange={(event) => setValue(event.target.value)} />
      ) : column.type.type === "boolean" ? (
        <Choice
          {...field}
          options={[
            { value: "true", label: "true" },
            { value: "false", label: "false" },
          ]}
          onChange={setValue}
        />
      ) : (
        <TextInput
          {...field}
          data-first=""
          placeholder={placeholderFor(column, operator)}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      {problem ? (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      ) : null}
      <div className={style.buttons}>
        <Button type="submit" size="small">
          Filter
        </Button>
        {filter ? (
          <Button size="small" look="quiet" onClick={() => onFilter(null)}>
            Remove filter
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function placeholderFor(column: Column, operator: Operator): string {
  if (operator === "regex") return "^(yes|no)$";
  switch (column.type.type) {
    case "date":
      return "2026-05-12";
    case "timestamp":
      return "2026-05-12 14:02";
    case "integer":
    case "double":
    case "decimal":
      return "A number";
    default:
      return "Text";
  }
}
