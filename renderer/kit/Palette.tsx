import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { Kbd } from "./Kbd.tsx";
import style from "./Palette.module.css";
import { useReturnFocus } from "./use-return-focus.ts";

export type PaletteItem = {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly run: () => void;
};

type PaletteProps = {
  readonly name: string;
  readonly placeholder: string;
  readonly items: readonly PaletteItem[];
  readonly onClose: () => void;
};

/** Type to find, Enter to do. */
export function Palette({ name, placeholder, items, onClose }: PaletteProps) {
  // What was chosen decides where the focus goes; only a palette left by Escape gives it back.
  const chosen = useRef(false);
  const returnFocus = useReturnFocus();
  const groups = [...new Set(items.map((item) => item.group))];
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={style.veil} />
        <Dialog.Content
          className={style.palette}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!chosen.current) returnFocus();
          }}
        >
          <Dialog.Title className="visually-hidden">{name}</Dialog.Title>
          <Command label={name} loop>
            <Command.Input className={style.input} placeholder={placeholder} autoFocus />
            <Command.List className={style.list} label={name}>
              <Command.Empty className={style.empty}>Nothing matches.</Command.Empty>
              {groups.map((group) => (
                <Command.Group key={group} heading={group} className={style.group ?? ""}>
                  {items
                    .filter((item) => item.group === group)
                    .map((item) => (
                      <Command.Item
                        key={item.id}
                        value={`${item.label} ${item.detail ?? ""} ${item.id}`}
                        className={style.item ?? ""}
                        onSelect={() => {
                          chosen.current = true;
                          onClose();
                          requestAnimationFrame(item.run);
                        }}
                      >
                        <span className={style.icon}>{item.icon}</span>
                        <span className={style.label}>{item.label}</span>
                        {item.detail ? <span className={style.detail}>{item.detail}</span> : null}
                        {item.keys ? <Kbd keys={item.keys} /> : null}
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
