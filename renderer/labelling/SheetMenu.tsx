import { FileSpreadsheet } from "lucide-react";
import { useRef, useState } from "react";
import type { SheetImport } from "#shared/contract/labels.ts";
import { Coded } from "../kit/Coded.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { countOf } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Menu } from "../kit/Menu.tsx";
import { offerFile } from "../state/download.ts";
import { attempt } from "../state/failure.ts";
import { useSession } from "../state/hooks.ts";
import style from "./LabellingPane.module.css";

type SheetMenuProps = { readonly cell: string; readonly annotator: string; readonly onImported: () => void };

/** The queue for people without Assay: out as CSV, and back. */
export function SheetMenu({ cell, annotator, onImported }: SheetMenuProps) {
  const session = useSession();
  const { labels } = session.connection.client;
  const person = { notebook: session.notebook, cell, annotator };
  const file = useRef<HTMLInputElement>(null);
  const [read, setRead] = useState<SheetImport | null>(null);
  const save = async (): Promise<void> => {
    const { fileName, csv } = await labels.exportSheet(person);
    offerFile(fileName, new Blob(["\uFEFF", csv], { type: "text/csv" }));
  };
  const bring = async (chosen: File): Promise<void> => {
    setRead(await labels.importSheet({ ...person, csv: await chosen.text() }));
    onImported();
  };
  return (
    <>
      <input
        ref={file}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={`Filled-in sheet of ${annotator}`}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) attempt(() => bring(chosen));
          target.value = "";
        }}
      />
      <Menu
        trigger={<IconButton name="Label in a spreadsheet" icon={<FileSpreadsheet />} />}
        entries={[
          { type: "item", label: `Save ${annotator}'s queue as CSV`, detail: "For people without Assay", onSelect: () => attempt(save) },
          { type: "item", label: "Read a filled-in sheet …", onSelect: () => file.current?.click() },
        ]}
      />
      {read === null ? null : (
        <Dialog title="Sheet read" onClose={() => setRead(null)}>
          <p>{importWords(read)}</p>
          {read.problems.length === 0 ? null : (
            <ul className={style.problems}>
              {read.problems.map(({ line, sentence }) => (
                <li key={line}>
                  <strong>Line {line}</strong> <Coded>{sentence}</Coded>
                </li>
              ))}
            </ul>
          )}
        </Dialog>
      )}
    </>
  );
}

function importWords({ added, already, empty, problems }: SheetImport): string {
  const rows = (count: number, words: string): string[] => (count === 0 ? [] : [`${countOf(count, "row")} ${words}`]);
  return `${[
    `${countOf(added, "label")} added`,
    ...rows(already, "known already"),
    ...rows(empty, "without a verdict"),
    ...rows(problems.length, "not taken"),
  ].join(", ")}.`;
}
