import { ChevronDown } from "lucide-react";
import { Tabs as Radix } from "radix-ui";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "./IconButton.tsx";
import { Menu } from "./Menu.tsx";
import style from "./Tabs.module.css";
import { useScrollEdges } from "./use-scroll-edges.ts";

export type Tab = { readonly id: string; readonly label: string; readonly content: ReactNode };

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
        <TabNames name={name} tabs={tabs} value={value} onChange={onChange} />
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

/** One line, whatever the room: arrow keys bring what is out of sight, and so does a menu of all. */
function TabNames({ name, tabs, value, onChange }: Omit<TabsProps, "aside">) {
  const list = useRef<HTMLDivElement>(null);
  const { before, after } = useScrollEdges(list, tabs.map(({ label }) => label).join("\n"));
  useEffect(() => {
    const place = tabs.findIndex(({ id }) => id === value);
    const tab = list.current?.children[place];
    if (list.current && tab instanceof HTMLElement) showTab(list.current, tab);
  }, [tabs, value]);
  return (
    <>
      <Radix.List ref={list} className={style.list} aria-label={name} data-before={before} data-after={after}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.id} value={tab.id} className={style.tab}>
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {before || after ? (
        <Menu
          trigger={<IconButton name={`${name}: all ${tabs.length}`} icon={<ChevronDown />} />}
          entries={tabs.map(({ id, label }) => ({ type: "choice", label, chosen: id === value, onSelect: () => onChange(id) }))}
        />
      ) : null}
    </>
  );
}

/** Room for the fading edge beside it. */
const edgePx = 28;

/** Scrolls the row alone, never the page around it. */
function showTab(list: HTMLElement, tab: HTMLElement): void {
  const [from, to] = [tab.offsetLeft - list.offsetLeft, tab.offsetLeft - list.offsetLeft + tab.offsetWidth];
  if (from - edgePx < list.scrollLeft) list.scrollLeft = from - edgePx;
  else if (to + edgePx > list.scrollLeft + list.clientWidth) list.scrollLeft = to + edgePx - list.clientWidth;
}
