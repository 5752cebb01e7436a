import { BrowserWindow, ipcMain, type MessagePortMain, screen } from "electron";
import { notebookParameter } from "#shared/contract/page.ts";
import type { EngineProcess } from "./engine-process.ts";
import { isFromOwnPage } from "./guards.ts";
import { pageOrigin } from "./origin.ts";
import { menuChannel, portChannel } from "./port-channel.ts";
import { type Bounds, boundsOnScreen, windowOptions } from "./window-options.ts";
import type { Workspace } from "./workspace-path.ts";

export type Windows = {
  /** Opens a window on the folder, or brings the one it has to the front, with the notebook. */
  readonly open: (workspace: Workspace) => Promise<void>;
  readonly focus: () => void;
  /** The page of the window that has the focus, or had it last. */
  readonly currentPage: () => number | null;
};

export type WindowsParts = {
  readonly preload: string;
  readonly bounds: Bounds | null;
  readonly engineOf: (folder: string) => EngineProcess;
  readonly remember: (folder: string, bounds: Bounds) => void;
  readonly joinMenu: (page: number, port: MessagePortMain) => void;
  /** Another window has the focus now. */
  readonly onCurrent: () => void;
};

/** One window a folder; its page reaches the engine of that folder and no other. */
export function createWindows(parts: WindowsParts): Windows {
  const windows = new Map<string, BrowserWindow>();

  let current: BrowserWindow | null = null;

  /** Ports come from the top frame of our own pages, one at a time and with nothing beside them; all others are closed. */
  const takePorts = (channel: string, take: (folder: string, page: number, port: MessagePortMain) => void): void => {
    ipcMain.on(channel, (event, message: unknown) => {
      const [port, ...others] = event.ports;
      const folder = [...windows].find(([, window]) => window.webContents.id === event.sender.id)?.[0];
      const isAccepted = others.length === 0 && message === null && isFromOwnPage(event);
      if (port && folder !== undefined && isAccepted) take(folder, event.sender.id, port);
      else for (const refused of event.ports) refused.close();
    });
  };
  takePorts(portChannel, (folder, _page, port) => parts.engineOf(folder).serve(port));
  takePorts(menuChannel, (_folder, page, port) => parts.joinMenu(page, port));

  const makeCurrent = (window: BrowserWindow | null): void => {
    current = window;
    parts.onCurrent();
  };

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
      makeCurrent(window);
      window.on("focus", () => makeCurrent(window));
      window.once("ready-to-show", () => window.show());
      window.on("close", () => parts.remember(folder, window.getNormalBounds()));
      window.on("closed", () => {
        windows.delete(folder);
        if (current === window) makeCurrent([...windows.values()].at(-1) ?? null);
      });
      await window.loadURL(pageAddress(notebook));
    },
    focus: () => {
      const window = [...windows.values()].at(-1);
      if (window) bring(window);
    },
    currentPage: () => current?.webContents.id ?? null,
  };
}

function pageAddress(notebook: string | null): string {
  return `${pageOrigin}/${notebook === null ? "" : `?${new URLSearchParams({ [notebookParameter]: notebook })}`}`;
}
