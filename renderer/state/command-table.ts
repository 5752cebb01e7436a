import { type CommandId, commandIds, commandWords } from "#shared/commands/command-list.ts";
import { cellCommands } from "./cell-commands.ts";
import { isAvailable } from "./commands.ts";
import { type Context, type WorkbenchBehaviour, type WorkbenchCommand, windowCommands } from "./workbench-commands.ts";

const behaviours: { readonly [id in CommandId]: WorkbenchBehaviour } = { ...cellCommands, ...windowCommands };

const commandOf = (id: CommandId): WorkbenchCommand => ({ id, ...commandWords[id], ...behaviours[id] });

/** Every command there is. */
export const commandTable: readonly WorkbenchCommand[] = commandIds.map(commandOf);

export function runCommand(id: CommandId, context: Context): void {
  const command = commandOf(id);
  if (isAvailable(command, context)) command.run(context);
}

/** The first keys of a command, for menus and tooltips. */
export function keysOf(id: CommandId): string | undefined {
  return commandWords[id].keys[0];
}
