import { ChevronDown, ChevronRight, X } from "lucide-react";
import { useId } from "react";
import { Coded } from "../../kit/Coded.tsx";
import { Switch } from "../../kit/Field.tsx";
import { formatCount } from "../../kit/format.ts";
import { IconButton } from "../../kit/IconButton.tsx";
import { FormControl } from "../FormControl.tsx";
import list from "../LineForm.module.css";
import { LineHandle } from "../LineHandle.tsx";
import { shownFields } from "../shown-fields.ts";
import type { SourceNames } from "../use-source-names.ts";
import style from "./FilterForm.module.css";
import type { StepLine } from "./filter-steps.ts";

type FilterStepRowProps = {
  readonly line: StepLine;
  readonly place: { readonly at: number; readonly of: number };
  readonly names: SourceNames;
  /** By the step's own key; "" for the step as a whole. */
  readonly problems: ReadonlyMap<string, string>;
  readonly isOpen: boolean;
  /** The counts of the last run are on their way. */
  readonly isReading: boolean;
  readonly onOpen: () => void;
  /** It was just moved: its handle takes the focus back. */
  readonly isFocused: boolean;
  readonly onFocused: () => void;
  readonly onChange: (key: string, value: unknown) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly onDrag: (isDragged: boolean) => void;
  readonly onDrop: () => void;
};

export function FilterStepRow({ line, place, names, problems, isOpen, isReading, ...on }: FilterStepRowProps) {
  const settings = useId();
  const { at, of } = place;
  const name = `step ${at + 1}, ${line.type}`;
  const fields = shownFields(line.kind?.fields ?? [], line.values, line.read);
  const shownKeys = new Set(fields.map(({ key }) => key));
  const elsewhere = [...problems].filter(([key]) => !(isOpen && shownKeys.has(key)));
  return (
    <li
      className={`${list.line} ${style.step} ${line.isOff ? style.off : ""}`}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        on.onDrop();
      }}
    >
      <LineHandle name={name} at={at} of={of} isFocused={on.isFocused} onFocused={on.onFocused} onMove={on.onMove} onDrag={on.onDrag} />
      <div className={style.head}>
        <button type="button" className={style.title} aria-expanded={isOpen} aria-controls={settings} onClick={on.onOpen}>
          {isOpen ? <ChevronDown /> : <ChevronRight />}
          <span className={style.number}>{at + 1}</span>
          <span className={style.name}>{line.kind?.title ?? (line.type || "no type")}</span>
          <span className={style.words}>{line.words}</span>
        </button>
        <Counts line={line} isReading={isReading} />
        <Switch name={`${name}, on`} checked={!line.isOff} onChange={(isOn) => on.onChange("off", isOn ? undefined : true)} />
        <IconButton name={`Remove ${name}`} icon={<X />} onClick={on.onRemove} />
      </div>
      <div id={settings} className={style.settings} hidden={!isOpen}>
        {line.kind === null ? null : (
          <p className={style.sentence}>
            <Coded>{line.kind.sentence}</Coded>
          </p>
        )}
        {isOpen ? (
          <div className={style.fields}>
            {fields.map((field) => (
              <FormControl
                key={field.key}
                field={field}
                value={line.values[field.key]}
                names={names}
                problem={problems.get(field.key)}
                onChange={(value) => on.onChange(field.key, value)}
              />
            ))}
          </div>
        ) : null}
        {line.count?.note ? (
          <p className={style.sentence}>
            <Coded>{`${line.count.note}.`}</Coded>
          </p>
        ) : null}
      </div>
      {elsewhere.map(([key, sentence]) => (
        <p key={key} className={list.problem}>
          <Coded>{sentence}</Coded>
        </p>
      ))}
    </li>
  );
}

function Counts({ line: { count, isOff }, isReading }: { readonly line: StepLine; readonly isReading: boolean }) {
  if (isOff) return <span className={style.count}>off</span>;
  if (count === null) return <span className={style.count}>{isReading ? "reading …" : "not run"}</span>;
  return (
    <span className={`${style.count} ${count.isOld ? style.old : ""}`} title={count.isOld ? "Counted by the last run" : undefined}>
      <strong>{formatCount(count.remaining - count.mixedIn)}</strong> of {formatCount(count.entered)} kept
      {count.mixedIn > 0 ? `, ${formatCount(count.mixedIn)} mixed in` : ""}
    </span>
  );
}
