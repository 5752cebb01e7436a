import { memo } from "react";
import type { Block } from "#shared/notebook/document.ts";
import type { BlockFrameProps } from "./BlockFrame.tsx";
import { CellCard } from "./CellCard.tsx";
import { ProseBlock } from "./ProseBlock.tsx";

/** A block of the page; drawn again only when it, its place or its number changes. */
export const BlockView = memo(function BlockView({ block, ...frame }: BlockFrameProps & { readonly block: Block }) {
  switch (block.type) {
    case "cell":
      return <CellCard {...frame} cell={block} />;
    case "prose":
      return <ProseBlock {...frame} text={block.raw} />;
    case "front-matter":
      return null;
  }
});
