import { useState } from "react";
import { Dialog } from "../kit/Dialog.tsx";
import { TextInput } from "../kit/Field.tsx";
import { Kbd } from "../kit/Kbd.tsx";
import { commandTable } from "../state/command-table.ts";
import style from "./ShortcutSheet.module.css";

const inTables = [
  { title: "Move in a table", keys: ["Up", "Down", "Left", "Right"] },
  { title: "Open the row", keys: ["Enter"] },
  { title: "Pin the row, to stand beside another", keys: ["Shift+Enter"] },
  { title: "Sort by the column", keys: ["S"] },
  { title: "Filter the column", keys: ["F"] },
  { title: "Copy the block", keys: ["Mod+C"] },
];

export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const [sought, setSought] = useState("");
  const rows = [
    ...commandTable.filter((command) => command.keys.length > 0 && !command.id.endsWith("Letter")),
    ...inTables.map((row) => ({ ...row, group: "Tables" })),
    { title: "Leave the editor", keys: ["Esc"], group: "Editor" },
    { title: "Let Tab move the focus", keys: ["Ctrl+M"], group: "Editor" },
  ].filter((row) => row.title.toLowerCase().includes(sought.toLowerCase()));
  const groups = [...new Set(rows.map((row) => row.group))];
  return (
    <Dialog title="Keyboard shortcuts" width={760} onClose={onClose}>
      <TextInput
        placeholder="Find a shortcut"
        aria-label="Find a shortcut"
        value={sought}
        onChange={(event) => setSought(event.target.value)}
      />
      <div className={style.groups}>
        {groups.map((group) => (
          <section key={group} className={style.group}>
            <h3 className={style.heading}>{group}</h3>
            {rows
              .filter((row) => row.group === group)
              .map((row) => (
                <div key={row.title} className={style.row}>
                  <span>{row.title}</span>
                  <span className={style.keys}>
                    {row.keys.map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </span>
                </div>
              ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}
