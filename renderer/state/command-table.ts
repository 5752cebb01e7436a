import { cellCommands } from "./cell-commands.ts";
import { type Context, type WorkbenchCommand, windowCommands } from "./workbench-commands.ts";

/** Every command there is. */
export const commandTable: readonly WorkbenchCommand[] = [...cellCommands, ...windowCommands];

const byId = new Map(commandTable.map((command) => [command.id, command]));

export function runCommand(id: string, context: Context): void {
  const command = byId.get(id);
  if (!command) throw new Error(`There is no command ${id}.`);
  if (command.when?.(context) ?? true) command.run(context);
}

/** The first keys of a command, for menus and tooltips. */
export function keysOf(id: string): string | undefined {
  return byId.get(id)?.keys[0];
}
