import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import style from "./Tabs.module.css";

export type Tab = { readonly id: string; readonly label: ReactNode; readonly content: ReactNode };

type TabsProps = {
  readonly name: string;
  readonly tabs: readonly Tab[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** Stands at the right end of the tab row. */
  readonly aside?: ReactNode;
};

/** Panels under a row of names. Only the shown panel is mounted. */
export function Tabs({ name, tabs, value, onChange, aside }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange} activationMode="automatic">
      <div className={style.row}>
        <Radix.List className={style.list} aria-label={name}>
          {tabs.map((tab) => (
            <Radix.Trigger key={tab.id} value={tab.id} className={style.tab}>
              {tab.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside ? <div className={style.aside}>{aside}</div> : null}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className={style.panel} tabIndex={-1}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
