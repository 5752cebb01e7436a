import type { ComponentProps, ReactNode } from "react";
import style from "./IconButton.module.css";
import { Tooltip } from "./Tooltip.tsx";

type IconButtonProps = Omit<ComponentProps<"button">, "className" | "aria-label"> & {
  /** What it does; the accessible name and the tooltip. */
  readonly name: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly side?: "top" | "right" | "bottom";
  readonly pressed?: boolean;
};

export function IconButton({ name, icon, keys, side, pressed, type = "button", ...rest }: IconButtonProps) {
  return (
    <Tooltip text={name} {...(keys ? { keys } : {})} {...(side ? { side } : {})}>
      <button {...rest} type={type} aria-label={name} aria-pressed={pressed} className={style.button}>
        {icon}
      </button>
    </Tooltip>
  );
}
