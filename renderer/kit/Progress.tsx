import style from "./Progress.module.css";

type ProgressProps = { readonly name: string; readonly done: number; readonly total: number; readonly tone?: "info" | "accent" | "warn" };

/** Moves in steps of data; what is not known is not drawn. */
export function Progress({ name, done, total, tone = "info" }: ProgressProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div
      className={`${style.track} ${style[tone]}`}
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
    >
      <div className={style.bar} style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
