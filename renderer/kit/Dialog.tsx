import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import style from "./Dialog.module.css";
import { IconButton } from "./IconButton.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

type DialogProps = {
  readonly title: string;
  readonly description?: string;
  readonly onClose: () => void;
  readonly width?: number;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
};

/** The first field or the marked answer has the focus, else the dialog itself; never the cross that only closes it. */
function focusWhatMatters(event: Event): void {
  event.preventDefault();
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const dialog = event.currentTarget;
  const first = dialog.querySelector<HTMLElement>("[data-first], input, select, textarea");
  (first ?? dialog).focus();
}

/** A question that stops everything else. Anything milder belongs in the page. */
export function Dialog({ title, description, onClose, width = 560, footer, children }: DialogProps) {
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={style.veil} />
        <Radix.Content
          className={style.dialog}
          style={{ width }}
          onOpenAutoFocus={focusWhatMatters}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus();
          }}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <header className={style.head}>
            <Radix.Title className={style.title}>{title}</Radix.Title>
            <IconButton name="Close" icon={<X />} onClick={onClose} />
          </header>
          {description ? <Radix.Description className={style.description}>{description}</Radix.Description> : null}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div className={style.body} tabIndex={0}>
            {children}
          </div>
          {footer ? <footer className={style.footer}>{footer}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
