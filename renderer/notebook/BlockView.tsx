import { memo } from "react";
import type { Block } from "#shared/notebook/document.ts";
import { CellCard } from "./CellCard.tsx";
import { InsertPoint } from "./InsertPoint.tsx";
import { ProseBlock } from "./ProseBlock.tsx";

export type BlockViewProps = {
  readonly blockKey: string;
  readonly index: number;
  readonly block: Block;
  /** 1-based place among what is shown, and how many there are. */
  readonly place: number;
  readonly count: number;
};

export const BlockView = memo(function BlockView(props: BlockViewProps) {
  const { block } = props;
  return (
    <>
      {block.type === "cell" ? <CellCard {...props} cell={block} /> : null}
      {block.type === "prose" ? <ProseBlock {...props} text={block.raw} /> : null}
      <InsertPoint at={props.index + 1} after={props.blockKey} />
    </>
  );
});
