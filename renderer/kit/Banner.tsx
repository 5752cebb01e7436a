import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import style from "./Banner.module.css";

type BannerProps = { readonly tone: "info" | "warn" | "bad"; readonly children: ReactNode; readonly actions?: ReactNode };

const icons = { info: <Info />, warn: <TriangleAlert />, bad: <CircleAlert /> };

/** A bar inside the page: what is the case, and what can be done. */
export function Banner({ tone, children, actions }: BannerProps) {
  return (
    <div className={`${style.banner} ${style[tone]}`} role={tone === "bad" ? "alert" : "status"}>
      <span className={style.icon}>{icons[tone]}</span>
      <div className={style.text}>{children}</div>
      {actions ? <div className={style.actions}>{actions}</div> : null}
    </div>
  );
}
