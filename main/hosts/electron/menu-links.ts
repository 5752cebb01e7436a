import type { MessagePortMain } from "electron";
import type { CommandId } from "#shared/commands/command-list.ts";
import { menuState } from "#shared/contract/menu.ts";

export type MenuLinks = {
  /** Takes a page's port; an earlier one of the same page is over. */
  readonly join: (page: number, port: MessagePortMain) => void;
  /** The commands the page said can be chosen now: none before it spoke and after it is gone. */
  readonly enabledIn: (page: number | null) => ReadonlySet<CommandId>;
  /** Asks the page to run a command; passed on only where it can be chosen. */
  readonly choose: (page: number | null, command: CommandId) => void;
};

type Link = { readonly port: MessagePortMain; readonly enabled: ReadonlySet<CommandId> };

const none: ReadonlySet<CommandId> = new Set();

/** The menu's side of the ports that pages offered. A message that is not a list of known commands changes nothing. */
export function createMenuLinks(onChange: () => void): MenuLinks {
  const links = new Map<number | null, Link>();
  return {
    join: (page, port) => {
      links.get(page)?.port.close();
      links.set(page, { port, enabled: none });
      const isCurrent = (): boolean => links.get(page)?.port === port;
      port.on("message", ({ data }) => {
        const said = menuState.safeParse(data);
        if (!said.success || !isCurrent()) return;
        links.set(page, { port, enabled: new Set(said.data.enabled) });
        onChange();
      });
      port.on("close", () => {
        if (!isCurrent()) return;
        links.delete(page);
        onChange();
      });
      port.start();
      onChange();
    },
    enabledIn: (page) => links.get(page)?.enabled ?? none,
    choose: (page, command) => {
      const link = links.get(page);
      if (link?.enabled.has(command)) link.port.postMessage(command);
    },
  };
}
