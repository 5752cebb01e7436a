import type { BrowserWindowConstructorOptions } from "electron";

export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** No Node, no shared world, a sandbox: what a page can do is what its own origin can do. */
export function windowOptions(preload: string, bounds: Bounds | null): BrowserWindowConstructorOptions {
  return {
    title: "Assay",
    width: 1440,
    height: 900,
    ...bounds,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: "#ffffff",
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  };
}

/** The remembered bounds, if enough of them is still on a screen to be grabbed. */
export function boundsOnScreen(bounds: Bounds, screens: readonly Bounds[]): Bounds | null {
  const isReachable = screens.some((screen) => {
    const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const height = Math.min(bounds.y + bounds.height, screen.y + screen.height) - Math.max(bounds.y, screen.y);
    return width >= 200 && height >= 100;
  });
  return isReachable ? bounds : null;
}
