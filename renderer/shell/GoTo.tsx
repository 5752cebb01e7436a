import { FileText, Table } from "lucide-react";
import { Palette, type PaletteItem } from "../kit/Palette.tsx";
import { StateIcon } from "../kit/StateIcon.tsx";
import { placedBlocks } from "../state/blocks.ts";
import { attempt } from "../state/failure.ts";
import { useWorkbench, useWorkbenchView } from "../state/hooks.ts";
import { goToBlock } from "../state/session.ts";
import type { LiveSession } from "../state/session-runs.ts";
import { openNotebook } from "../state/workbench.ts";

/** Cells, tables and notebooks by name. */
export function GoTo({ session, onClose }: { readonly session: LiveSession | null; readonly onClose: () => void }) {
  const workbench = useWorkbench();
  const listing = useWorkbenchView((view) => view.listing) ?? [];
  const files = listing
    .filter((each) => !each.example)
    .map(
      (each): PaletteItem => ({
        id: `file:${each.path}`,
        group: "Notebooks",
        label: each.title || each.path,
        detail: each.path,
        icon: <FileText />,
        run: () => attempt(() => openNotebook(workbench, each.path)),
      }),
    );
  return (
    <Palette
      name="Go to"
      placeholder="Cell, table or notebook"
      items={[...(session ? placesIn(session) : []), ...files]}
      onClose={onClose}
    />
  );
}

function placesIn(session: LiveSession): readonly PaletteItem[] {
  const { buffer, remote } = session.store.getState();
  const go = (key: string) => () => goToBlock(session, key);
  const cells = placedBlocks(buffer.mine).flatMap(({ key, block }): PaletteItem[] =>
    block.type === "cell"
      ? [
          {
            id: key,
            group: "Cells",
            label: block.name,
            detail: block.kind,
            icon: <StateIcon state={remote.cells[block.name]?.state ?? null} />,
            run: go(key),
          },
        ]
      : [],
  );
  const tables = Object.values(remote.cells).flatMap((status) =>
    (status.result?.tables ?? [])
      .filter((table) => table.name !== status.name)
      .map(
        (table): PaletteItem => ({
          id: `table:${table.name}`,
          group: "Tables",
          label: table.name,
          detail: `of ${status.name}`,
          icon: <Table />,
          run: go(`cell:${status.name}`),
        }),
      ),
  );
  return [...cells, ...tables];
}
