import type { ReactNode } from "react";
import type { CellState } from "#shared/journal/entries.ts";
import { Boundary } from "../kit/Boundary.tsx";
import { useSession, useSessionView } from "../state/hooks.ts";
import style from "./BlockFrame.module.css";
import { InsertPoint } from "./InsertPoint.tsx";

export type BlockFrameProps = {
  readonly blockKey: string;
  readonly index: number;
  /** 1-based place among what is shown, and how many there are. */
  readonly place: number;
  readonly count: number;
};

type Inside = { readonly name: string; readonly state?: CellState | "none"; readonly children: ReactNode };

/** One entry of the feed: the block as a card once it is chosen, and under it the place for a new one. */
export function BlockFrame({ blockKey, index, place, count, name, state, children }: BlockFrameProps & Inside) {
  const { store } = useSession();
  const selected = useSessionView((view) => view.selected === blockKey);
  const select = () => selected || store.setState({ selected: blockKey });
  return (
    <article
      className={style.frame}
      data-block={blockKey}
      data-state={state}
      data-selected={selected}
      aria-label={name}
      aria-posinset={place}
      aria-setsize={count}
      tabIndex={selected ? 0 : -1}
      onFocus={select}
    >
      <div className={style.card} onPointerDown={select}>
        <Boundary what="This block">{children}</Boundary>
      </div>
      <InsertPoint at={index + 1} after={blockKey} />
    </article>
  );
}
