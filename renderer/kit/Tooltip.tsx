import { Tooltip as Radix } from "radix-ui";
import type { FocusEvent, ReactElement, ReactNode } from "react";
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
      <Radix.Trigger asChild onFocus={(event) => arrivedByKey(event) || event.preventDefault()}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={style.tooltip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys ? <Kbd keys={keys} /> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Focus that came with Tab wants the tooltip; focus given back by a menu or dialog that closed does not. */
function arrivedByKey({ target, relatedTarget }: FocusEvent<HTMLElement>): boolean {
  return (
    target.matches(":focus-visible") && relatedTarget instanceof Element && relatedTarget.closest("[role=menu], [role=dialog]") === null
  );
}

/** Tooltips inside appear after a moment, and at once when one was just shown. */
export function TooltipScope({ children }: { readonly children: ReactNode }) {
  return <Radix.Provider delayDuration={450}>{children}</Radix.Provider>;
}
