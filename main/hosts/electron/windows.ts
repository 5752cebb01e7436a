import { BrowserWindow, ipcMain, screen } from "electron";
import { notebookParameter } from "#shared/contract/page.ts";
import type { EngineProcess } from "./engine-process.ts";
import { isFromOwnPage } from "./guards.ts";
import { pageOrigin } from "./origin.ts";
import { portChannel } from "./port-channel.ts";
import { type Bounds, boundsOnScreen, windowOptions } from "./window-options.ts";
import type { Workspace } from "./workspace-path.ts";

export type Windows = {
  /** Opens a window on the folder, or brings the one it has to the front, with the notebook. */
  readonly open: (workspace: Workspace) => Promise<void>;
  readonly focus: () => void;
};

export type WindowsParts = {
  readonly preload: string;
  readonly bounds: Bounds | null;
  readonly engineOf: (folder: string) => EngineProcess;
  readonly remember: (folder: string, bounds: Bounds) => void;
};

/** One window a folder; its page reaches the engine of that folder and no other. */
export function createWindows(parts: WindowsParts): Windows {
  const windows = new Map<string, BrowserWindow>();

  ipcMain.on(portChannel, (event, message: unknown) => {
    const [port, ...others] = event.ports;
    const folder = [...windows].find(([, window]) => window.webContents.id === event.sender.id)?.[0];
    if (port && others.length === 0 && message === null && folder !== undefined && isFromOwnPage(event)) parts.engineOf(folder).serve(port);
    else for (const refused of event.ports) refused.close();
  });

  const bring = (window: BrowserWindow): void => {
    if (window.isMinimized()) window.restore();
    window.focus();
  };

  return {
    open: async ({ folder, notebook }) => {
      const known = windows.get(folder);
      if (known) {
        bring(known);
        if (notebook !== null) await known.loadURL(pageAddress(notebook));
        return;
      }
      const bounds =
        parts.bounds &&
        boundsOnScreen(
          parts.bounds,
          screen.getAllDisplays().map((display) => display.workArea),
        );
      const window = new BrowserWindow(windowOptions(parts.preload, bounds));
      windows.set(folder, window);
      window.once("ready-to-show", () => window.show());
      window.on("close", () => parts.remember(folder, window.getNormalBounds()));
      window.on("closed", () => windows.delete(folder));
      await window.loadURL(pageAddress(notebook));
    },
    focus: () => {
      const window = [...windows.values()].at(-1);
      if (window) bring(window);
    },
  };
}

function pageAddress(notebook: string | null): string {
  return `${pageOrigin}/${notebook === null ? "" : `?${new URLSearchParams({ [notebookParameter]: notebook })}`}`;
}
