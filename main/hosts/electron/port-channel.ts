/** The IPC channels between a page's preload and the main process: each brings one port and nothing else. */
export const portChannel = "contract-port";
export const menuChannel = "menu-port";
