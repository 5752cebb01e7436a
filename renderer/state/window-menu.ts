import type { CommandId } from "#shared/commands/command-list.ts";
import { type MenuState, menuChoice } from "#shared/contract/menu.ts";
import { menuOffer, portsAccepted } from "#shared/contract/page.ts";
import { commandTable, runCommand } from "./command-table.ts";
import { isAvailable } from "./commands.ts";
import { followActive } from "./follow-active.ts";
import type { Workbench } from "./workbench.ts";
import { type Context, contextOf } from "./workbench-commands.ts";

const settleMs = 100;

/** Where the host has a menu of its own, keeps it told what can be chosen and runs what is. Returns how to stop. */
export function keepWindowMenu(workbench: Workbench): () => void {
  if (Reflect.get(window, portsAccepted) !== true) return () => undefined;
  const { port1, port2 } = new MessageChannel();
  window.postMessage(menuOffer, location.origin, [port2]);
  return joinMenu(port1, workbench);
}

/** The page's side of the menu's port: tells changes alone, and runs known commands that can be run now. Returns how to stop. */
export function joinMenu(port: MessagePort, workbench: Workbench): () => void {
  let told: readonly CommandId[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const tell = (): void => {
    timer = null;
    const enabled = choosable(contextOf(workbench));
    if (enabled.join() === told.join()) return;
    told = enabled;
    port.postMessage({ enabled } satisfies MenuState);
  };
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const choice = menuChoice.safeParse(data);
    if (!choice.success) return;
    const context = contextOf(workbench);
    if (choosable(context).includes(choice.data)) runCommand(choice.data, context);
  };
  const stop = followActive(workbench, () => {
    timer ??= setTimeout(tell, settleMs);
  });
  tell();
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
    port.close();
  };
}

/** What a menu may offer now: nothing reaches the cells behind a dialog. */
function choosable(context: Context): readonly CommandId[] {
  const isCovered = context.workbench.store.getState().overlay !== null;
  return commandTable
    .filter((command) => (command.scope === "everywhere" || !isCovered) && isAvailable(command, context))
    .map((command) => command.id);
}
