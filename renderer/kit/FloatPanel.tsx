import { Popover } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import style from "./FloatPanel.module.css";

type FloatPanelProps = {
  readonly name: string;
  /** What it hangs from: an element on the page, or a button that opens it. */
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
  readonly width?: number;
  readonly children: ReactNode;
};

/** A small panel at something in the table; Escape or a press elsewhere closes it. */
export function FloatPanel({ name, anchor, onClose, width = 300, children }: FloatPanelProps) {
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal>
        <Popover.Content
          className={style.panel}
          style={{ width }}
          aria-label={name}
          align="start"
          sideOffset={4}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.closest<HTMLElement>("[role=grid]")?.focus({ preventScroll: true });
          }}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type ButtonPanelProps = {
  readonly name: string;
  readonly trigger: ReactElement;
  readonly width?: number;
  readonly children: ReactNode;
};

/** The same panel, opened by a button of its own. */
export function ButtonPanel({ name, trigger, width = 300, children }: ButtonPanelProps) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={style.panel} style={{ width }} aria-label={name} align="end" sideOffset={4} collisionPadding={12}>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
