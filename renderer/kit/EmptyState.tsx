import type { ReactNode } from "react";
import { Coded } from "./Coded.tsx";
import style from "./EmptyState.module.css";

type EmptyStateProps = { readonly icon?: ReactNode; readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode };

/** What will appear here, and how to make it appear. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={style.empty}>
      {icon ? <div className={style.icon}>{icon}</div> : null}
      <div className={style.title}>
        <Coded>{title}</Coded>
      </div>
      {children ? <div className={style.text}>{typeof children === "string" ? <Coded>{children}</Coded> : children}</div> : null}
      {actions ? <div className={style.actions}>{actions}</div> : null}
    </div>
  );
}
