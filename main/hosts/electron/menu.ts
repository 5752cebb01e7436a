import type { MenuItemConstructorOptions } from "electron";

export type MenuActions = { readonly openNotebook: () => void; readonly openFolder: () => void; readonly showAbout: () => void };

/** The window's menus. What the page itself offers (cells, runs, panels) is in its own menus and palette. */
export function menuTemplate(platform: string, isPackaged: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = platform === "darwin";
  return [
    ...(isMac ? [{ role: "appMenu" } as const] : []),
    {
      label: "File",
      submenu: [
        { label: "Open Notebook…", accelerator: "CmdOrCtrl+O", click: actions.openNotebook },
        { label: "Open Folder…", accelerator: "CmdOrCtrl+Shift+O", click: actions.openFolder },
        { type: "separator" },
        // Mod+W closes a tab in the page, never the window with runs in it.
        { label: "Close Window", accelerator: "CmdOrCtrl+Shift+W", role: "close" },
        ...(isMac ? [] : [{ role: "quit" } as const]),
      ],
    },
    { role: "editMenu" },
    {
      label: "View",
      submenu: [
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
        ...(isPackaged ? [] : [{ type: "separator" } as const, { role: "reload" } as const, { role: "toggleDevTools" } as const]),
      ],
    },
    { role: "windowMenu" },
    { role: "help", submenu: [{ label: "About Assay", click: actions.showAbout }] },
  ];
}
