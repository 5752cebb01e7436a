import { X } from "lucide-react";
import { useId, useRef } from "react";
import { type Aggregate, criterionTypes, priorities } from "#shared/rubric/criterion.ts";
import { Choice } from "../../kit/Field.tsx";
import { IconButton } from "../../kit/IconButton.tsx";
import { DraftInput } from "../DraftInput.tsx";
import list from "../LineForm.module.css";
import { LineHandle } from "../LineHandle.tsx";
import { describedBy, LineProblem } from "../LineProblem.tsx";
import style from "./RubricForm.module.css";
import { type CriterionLine, weightRange } from "./rubric-criteria.ts";

type CriterionRowProps = {
  readonly line: CriterionLine;
  readonly place: { readonly at: number; readonly of: number };
  readonly aggregate: Aggregate;
  readonly problem: string | undefined;
  /** It was just moved: its handle takes the focus back. */
  readonly isFocused: boolean;
  readonly onFocused: () => void;
  readonly onChange: (key: "id" | "text" | "type" | "priority" | "weight", value: unknown) => void;
  /** A weight that is being moved; null once it is written or given up. */
  readonly onDraft: (weight: number | null) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly onDrag: (isDragged: boolean) => void;
  readonly onDrop: () => void;
};

const typeOptions = criterionTypes.map((type) => ({ value: type, label: type }));
const priorityOptions = [{ value: "", label: "usual" }, ...priorities.map((priority) => ({ value: priority, label: priority }))];

export function RubricCriterionRow({ line, place, aggregate, problem, ...on }: CriterionRowProps) {
  const note = useId();
  const { at, of } = place;
  const name = line.id || `criterion ${at + 1}`;
  return (
    <li
      className={`${list.line} ${style.criterion}`}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        on.onDrop();
      }}
    >
      <LineHandle name={name} at={at} of={of} isFocused={on.isFocused} onFocused={on.onFocused} onMove={on.onMove} onDrag={on.onDrag} />
      <div className={style.head}>
        <DraftInput
          mono
          aria-label={`Id of ${name}`}
          text={line.id}
          onCommit={(id) => on.onChange("id", id)}
          {...describedBy(note, problem)}
        />
        <Choice aria-label={`Type of ${name}`} value={line.type} options={typeOptions} onChange={(type) => on.onChange("type", type)} />
        <Choice
          aria-label={`Priority of ${name}`}
          value={line.priority}
          options={priorityOptions}
          onChange={(priority) => on.onChange("priority", priority === "" ? undefined : priority)}
        />
        <Weight name={name} line={line} aggregate={aggregate} onChange={(weight) => on.onChange("weight", weight)} onDraft={on.onDraft} />
        <IconButton name={`Remove ${name}`} icon={<X />} onClick={on.onRemove} />
      </div>
      <div className={style.text}>
        <DraftInput aria-label={`Text of ${name}`} text={line.text} onCommit={(text) => on.onChange("text", text)} />
        {line.extra === null ? null : <span className={style.extra}>{line.extra}</span>}
      </div>
      <LineProblem id={note} sentence={problem} />
    </li>
  );
}

type WeightProps = {
  readonly name: string;
  readonly line: CriterionLine;
  readonly aggregate: Aggregate;
  readonly onChange: (weight: number) => void;
  readonly onDraft: (weight: number | null) => void;
};

/** The slider is followed while it moves and written when it rests: by pointer, by keys, by leaving it. */
function Weight({ name, line, aggregate, onChange, onDraft }: WeightProps) {
  const drafted = useRef<number | null>(null);
  const rest = (): void => {
    if (drafted.current !== null) onChange(drafted.current);
    drafted.current = null;
    onDraft(null);
  };
  return (
    <label className={style.weight}>
      <input
        type="range"
        aria-label={`Weight of ${name}`}
        {...weightRange(line.weight, aggregate)}
        value={line.weight}
        onChange={(event) => {
          drafted.current = Number(event.target.value);
          onDraft(drafted.current);
        }}
        onPointerUp={rest}
        onKeyUp={rest}
        onBlur={rest}
      />
      <span className={line.isUsualWeight ? style.usual : undefined}>{Number(line.weight.toFixed(2))}</span>
    </label>
  );
}
