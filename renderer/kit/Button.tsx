import type { ComponentProps, ReactNode } from "react";
import style from "./Button.module.css";

type ButtonProps = Omit<ComponentProps<"button">, "className"> & {
  readonly look?: "plain" | "primary" | "quiet" | "danger";
  readonly size?: "small" | "normal";
  readonly icon?: ReactNode;
};

/** Says what happens; `primary` is for the one action that matters here. */
export function Button({ look = "plain", size = "normal", icon, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className={`${style.button} ${style[look]} ${style[size]}`}>
      {icon}
      {children}
    </button>
  );
}
