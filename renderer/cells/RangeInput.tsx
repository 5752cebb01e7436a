import style from "./CellForm.module.css";
import { DraftInput } from "./DraftInput.tsx";

type RangeInputProps = {
  readonly id: string;
  readonly value: unknown;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: unknown) => void;
};

/** Two numbers, written as a list; without either the key is taken out. */
export function RangeInput({ id, value, min, max, onChange, ...described }: RangeInputProps) {
  const [low, high] = Array.isArray(value) ? value.map(textOf) : ["", ""];
  const write = (nextLow: string, nextHigh: string): void => {
    if (nextLow.trim() === "" && nextHigh.trim() === "") onChange(undefined);
    else onChange([numberOr(nextLow, min), numberOr(nextHigh, max)]);
  };
  const field = { ...described, inputMode: "decimal" } as const;
  return (
    <span className={style.range}>
      <DraftInput {...field} id={id} placeholder={String(min)} text={low ?? ""} onCommit={(next) => write(next, high ?? "")} />
      <span className={style.soft}>to</span>
      <DraftInput
        {...field}
        aria-label="Upper end"
        placeholder={String(max)}
        text={high ?? ""}
        onCommit={(next) => write(low ?? "", next)}
      />
    </span>
  );
}

function textOf(value: unknown): string {
  return typeof value === "number" || typeof value === "string" ? String(value) : "";
}

/** What can't be read as a number is written as it is, so that the cell says what is wrong with it. */
function numberOr(text: string, otherwise: number): number | string {
  if (text.trim() === "") return otherwise;
  return Number.isFinite(Number(text)) ? Number(text) : text;
}
