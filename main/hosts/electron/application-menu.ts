import { Menu } from "electron";
import { type CommandId, commandIds } from "#shared/commands/command-list.ts";
import { type MenuActions, menuTemplate } from "./menu.ts";

export type ApplicationMenu = {
  /** Builds the menu anew: what was opened recently has changed. */
  readonly build: () => void;
  /** Only greys and ungreys, so that a menu someone has open stays open. */
  readonly enable: () => void;
};

export type ApplicationMenuParts = {
  readonly isPackaged: boolean;
  readonly recent: () => readonly string[];
  readonly enabled: () => ReadonlySet<CommandId>;
  readonly actions: MenuActions;
};

export function createApplicationMenu({ isPackaged, recent, enabled, actions }: ApplicationMenuParts): ApplicationMenu {
  return {
    build: () => {
      const state = { platform: process.platform, isPackaged, recent: recent(), enabled: enabled() };
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, actions)));
    },
    enable: () => {
      const menu = Menu.getApplicationMenu();
      const now = enabled();
      for (const id of commandIds) {
        const item = menu?.getMenuItemById(id);
        if (item && item.enabled !== now.has(id)) item.enabled = now.has(id);
      }
    },
  };
}
