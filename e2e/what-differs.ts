/**
 * What differs between the hosts, as tags. A journey that crosses one of these runs in every host; all others show the
 * workbench, which is the same bundle behind the same contract everywhere, and run in the browser alone.
 */
export const differs = {
  /** Long streams and large tables: a socket here, a port through preload and engine process there. */
  transport: "@transport",
  /** The engine's process ends and another begins: a server's here, a utility process there. */
  restart: "@restart",
  /** Files that other programs change, and files that the window gives and takes. */
  files: "@files",
  /** Keys that a window's own menu could take. */
  keys: "@keys",
  /** A window has a menu of its own; a browser's page has the toolbar's. */
  menus: "@menus",
  /** Where keys are kept, and what the host says of itself. */
  settings: "@settings",
} as const;

export const crossesHosts = new RegExp(Object.values(differs).join("|"));
