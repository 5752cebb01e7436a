import type { ReactNode } from "react";
import style from "./EmptyState.module.css";

type EmptyStateProps = { readonly icon?: ReactNode; readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode };

/** What will appear here, and how to make it appear. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={style.empty}>
      {icon ? <div className={style.icon}>{icon}</div> : null}
      <div className={style.title}>{title}</div>
      {children ? <div className={style.text}>{children}</div> : null}
      {actions ? <div className={style.actions}>{actions}</div> : null}
    </div>
  );
}
