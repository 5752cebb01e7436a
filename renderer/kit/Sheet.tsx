import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "./IconButton.tsx";
import style from "./Sheet.module.css";

type SheetProps = { readonly title: string; readonly onClose: () => void; readonly width?: number; readonly children: ReactNode };

/** A panel over the right edge, for windows too narrow to hold it beside the notebook. */
export function Sheet({ title, onClose, width, children }: SheetProps) {
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Content
          className={style.sheet}
          style={width === undefined ? undefined : { width }}
          aria-describedby={undefined}
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => event.preventDefault()}
        >
          <div className={style.head}>
            <Radix.Title className={style.title}>{title}</Radix.Title>
            <IconButton name="Close" icon={<X />} onClick={onClose} />
          </div>
          <div className={style.body}>{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
