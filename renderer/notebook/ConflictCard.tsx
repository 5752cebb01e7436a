import type { CellConflict } from "#shared/journal/entries.ts";
import { Button } from "../kit/Button.tsx";
import { attempt } from "../state/failure.ts";
import { useSession } from "../state/hooks.ts";
import style from "./ConflictCard.module.css";
import { lineDifference } from "./line-difference.ts";

/** The same cell changed here and on disk: both texts, and a choice. */
export function ConflictCard({ conflict }: { readonly conflict: CellConflict }) {
  const session = useSession();
  const settle = (take: "mine" | "theirs") => () =>
    attempt(() => session.connection.client.notebook.settleConflict({ notebook: session.notebook, id: conflict.id, take }));
  return (
    <section className={style.card} aria-label={`${conflict.name} changed here and on disk`}>
      <p className={style.title}>This cell changed here and on disk.</p>
      <div className={style.sides}>
        <Side title="Here" text={conflict.mine} other={conflict.theirs} />
        <Side title="On disk" text={conflict.theirs} other={conflict.mine} />
      </div>
      <div className={style.actions}>
        <Button size="small" onClick={settle("mine")}>
          Keep mine
        </Button>
        <Button size="small" onClick={settle("theirs")}>
          Take theirs
        </Button>
      </div>
    </section>
  );
}

function Side({ title, text, other }: { readonly title: string; readonly text: string | null; readonly other: string | null }) {
  return (
    <div className={style.side}>
      <div className={style.sideTitle}>{title}</div>
      {text === null ? (
        <p className={style.gone}>removed</p>
      ) : (
        <pre className={style.text}>
          {lineDifference(text, other ?? "").map((line) => (
            <span key={line.number} className={line.differs ? style.differs : undefined}>
              {line.text}
              {"\n"}
            </span>
          ))}
        </pre>
      )}
    </div>
  );
}
