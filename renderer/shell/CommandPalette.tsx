import { Palette } from "../kit/Palette.tsx";
import { commandTable } from "../state/command-table.ts";
import { isAvailable } from "../state/commands.ts";
import { useWorkbench } from "../state/hooks.ts";
import type { LiveSession } from "../state/session-runs.ts";

/** Letters that only repeat another command's keys. */
const aliases = new Set(["run.staleLetter", "run.stopLetter", "window.palette"]);

export function CommandPalette({ session, onClose }: { readonly session: LiveSession | null; readonly onClose: () => void }) {
  const context = { workbench: useWorkbench(), session };
  const items = commandTable
    .filter((command) => !aliases.has(command.id) && isAvailable(command, context))
    .map((command) => ({
      id: command.id,
      group: command.group,
      label: command.title,
      keys: command.keys[0],
      run: () => command.run(context),
    }));
  return <Palette name="Commands" placeholder="Type a command" items={items} onClose={onClose} />;
}
