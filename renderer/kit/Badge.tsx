import type { ReactNode } from "react";
import style from "./Badge.module.css";

type BadgeProps = {
  readonly tone?: "neutral" | "accent" | "info" | "good" | "warn" | "bad";
  readonly icon?: ReactNode;
  readonly children: ReactNode;
};

export function Badge({ tone = "neutral", icon, children }: BadgeProps) {
  return (
    <span className={`${style.badge} ${style[tone]}`}>
      {icon}
      {children}
    </span>
  );
}
