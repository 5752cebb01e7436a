/** The one IPC channel between a page's preload and the main process. */
export const portChannel = "contract-port";
