import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./Kbd.tsx";
import style from "./Menu.module.css";

export type MenuEntry =
  | {
      readonly type: "item";
      readonly label: string;
      readonly detail?: string;
      readonly icon?: ReactNode;
      readonly keys?: string;
      readonly danger?: boolean;
      readonly disabled?: boolean;
      readonly onSelect: () => void;
    }
  | { readonly type: "choice"; readonly label: string; readonly chosen: boolean; readonly onSelect: () => void }
  | { readonly type: "heading"; readonly label: string }
  | { readonly type: "line" };

type MenuProps = { readonly trigger: ReactElement; readonly entries: readonly MenuEntry[]; readonly align?: "start" | "end" };

export function Menu({ trigger, entries, align = "end" }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={style.menu} align={align} sideOffset={4} collisionPadding={8}>
          {entries.map((entry, index) => (
            // Entries have no identity of their own and never move while a menu is open.
            // biome-ignore lint/suspicious/noArrayIndexKey: static list
            <MenuRow key={index} entry={entry} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuRow({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.type) {
    case "line":
      return <DropdownMenu.Separator className={style.line} />;
    case "heading":
      return <DropdownMenu.Label className={style.heading}>{entry.label}</DropdownMenu.Label>;
    case "choice":
      return (
        <DropdownMenu.CheckboxItem role="menuitemradio" className={style.item} checked={entry.chosen} onSelect={entry.onSelect}>
          <span className={style.icon} aria-hidden="true">
            {entry.chosen ? "✓" : ""}
          </span>
          <span className={style.label}>{entry.label}</span>
        </DropdownMenu.CheckboxItem>
      );
    case "item":
      return (
        <DropdownMenu.Item
          className={`${style.item} ${entry.danger ? style.danger : ""}`}
          disabled={entry.disabled ?? false}
          onSelect={entry.onSelect}
        >
          {entry.icon ? <span className={style.icon}>{entry.icon}</span> : null}
          <span className={style.label}>
            {entry.label}
            {entry.detail ? <span className={style.detail}>{entry.detail}</span> : null}
          </span>
          {entry.keys ? <Kbd keys={entry.keys} /> : null}
        </DropdownMenu.Item>
      );
  }
}
