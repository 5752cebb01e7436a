import { Tooltip as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./Kbd.tsx";
import style from "./Tooltip.module.css";

type TooltipProps = {
  readonly text: ReactNode;
  readonly keys?: string;
  readonly side?: "top" | "right" | "bottom";
  readonly children: ReactElement;
};

export function Tooltip({ text, keys, side = "bottom", children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={style.tooltip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys ? <Kbd keys={keys} /> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Tooltips inside appear after a moment, and at once when one was just shown. */
export function TooltipScope({ children }: { readonly children: ReactNode }) {
  return <Radix.Provider delayDuration={450}>{children}</Radix.Provider>;
}
