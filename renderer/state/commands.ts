import type { CommandWords } from "#shared/commands/command-list.ts";
import { completeKeys, type PendingKeys } from "./keys.ts";

/** What a command does and when it can. */
export type Behaviour<Context> = {
  /** Left out: always. */
  readonly when?: (context: Context) => boolean;
  readonly run: (context: Context) => void;
};

/** One thing the workbench can do. Palette, menus, shortcut sheet, buttons and keys all read this. */
export type Command<Context> = CommandWords & Behaviour<Context> & { readonly id: string };

export function isAvailable<Context>(command: Command<Context>, context: Context): boolean {
  return command.when?.(context) ?? true;
}

export type KeyMatch<Context> = { readonly command: Command<Context> | null; readonly pending: PendingKeys };

/**
 * The command a chord means after the keys pending before it. A chord that begins an available sequence waits for
 * the next one; a completed sequence leaves nothing pending.
 */
export function matchKeys<Context>(
  commands: readonly Command<Context>[],
  context: Context,
  place: { readonly inField: boolean },
  pressed: { readonly chord: string; readonly at: number; readonly pending: PendingKeys },
): KeyMatch<Context> {
  const usable = commands.filter((command) => (command.scope === "everywhere" || !place.inField) && isAvailable(command, context));
  const { spellings, pending } = completeKeys(pressed.pending, pressed.chord, pressed.at);
  for (const spelling of spellings) {
    const command = usable.find((each) => each.keys.includes(spelling));
    if (command) return { command, pending: null };
  }
  const begins = usable.some((command) => command.keys.some((keys) => keys.startsWith(`${pressed.chord} `)));
  return { command: null, pending: begins ? pending : null };
}

/** Keys two commands of overlapping scope both claim. */
export function conflictingKeys<Context>(commands: readonly Command<Context>[]): readonly string[] {
  const owners = new Map<string, number>();
  for (const command of commands) for (const keys of command.keys) owners.set(keys, (owners.get(keys) ?? 0) + 1);
  return [...owners].filter(([, count]) => count > 1).map(([keys]) => keys);
}
