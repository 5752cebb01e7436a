import { Popover } from "radix-ui";
import { type ReactElement, type ReactNode, type RefObject, useState } from "react";
import style from "./FloatPanel.module.css";

type FloatPanelProps = {
  readonly name: string;
  /** What it hangs from: an element on the page, or a button that opens it. */
  readonly anchor: HTMLElement;
  /** What has the focus again afterwards. */
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly width?: number;
  readonly children: ReactNode;
};

/** What the panel is for has the focus, where it says so. */
function focusFirst(event: Event): void {
  const first = event.currentTarget instanceof HTMLElement ? event.currentTarget.querySelector<HTMLElement>("[data-first]") : null;
  if (!first) return;
  event.preventDefault();
  first.focus();
}

/** A small panel at something in the table; Escape or a press elsewhere closes it. */
export function FloatPanel({ name, anchor, returnTo, onClose, width = 300, children }: FloatPanelProps) {
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
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnTo.current?.focus({ preventScroll: true });
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
  /** Is given what closes the panel. */
  readonly children: (close: () => void) => ReactNode;
};

/** The same panel, opened by a button of its own. */
export function ButtonPanel({ name, trigger, width = 300, children }: ButtonPanelProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={style.panel} style={{ width }} aria-label={name} align="end" sideOffset={4} collisionPadding={12}>
          {children(() => setOpen(false))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
