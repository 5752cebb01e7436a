import { Plus, Type } from "lucide-react";
import { useSession, useSessionView } from "../state/hooks.ts";
import { insertProse } from "../state/session-edits.ts";
import style from "./InsertPoint.module.css";
import { KindPicker } from "./KindPicker.tsx";

/** The place between two blocks: a line that becomes two buttons under the pointer, the focus, or the selection. */
export function InsertPoint({ at, after }: { readonly at: number; readonly after?: string }) {
  const session = useSession();
  const picking = useSessionView((view) => view.picking === at);
  const beside = useSessionView((view) => after !== undefined && view.selected === after && view.mode === "command");
  if (picking) return <KindPicker at={at} onClose={() => session.store.setState({ picking: null })} />;
  return (
    <div className={`${style.point} ${beside ? style.beside : ""}`}>
      <span className={style.line} />
      <button type="button" className={style.button} tabIndex={beside ? 0 : -1} onClick={() => session.store.setState({ picking: at })}>
        <Plus /> Cell
      </button>
      <button type="button" className={style.button} tabIndex={beside ? 0 : -1} onClick={() => insertProse(session, at)}>
        <Type /> Text
      </button>
      <span className={style.line} />
    </div>
  );
}
