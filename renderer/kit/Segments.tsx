import { ToggleGroup } from "radix-ui";
import style from "./Segments.module.css";

type SegmentsProps<Value extends string> = {
  readonly name: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

/** One choice out of a few, all of them in sight. */
export function Segments<Value extends string>({ name, options, value, onChange }: SegmentsProps<Value>) {
  const choose = (next: string) => {
    const option = options.find((each) => each.value === next);
    if (option) onChange(option.value);
  };
  return (
    <ToggleGroup.Root type="single" aria-label={name} className={style.segments} value={value} onValueChange={choose}>
      {options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value} className={style.segment}>
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
