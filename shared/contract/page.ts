/** What the page's bundle and the hosts that serve it agree on, so that one bundle finds its engine in every host. */

/** The contract's WebSocket, relative to the page's address. */
export const socketPath = "contract";

/** Query parameter of the page's address: the notebook to open first, relative to the workspace folder. */
export const notebookParameter = "notebook";

/** `window.assay`, present exactly where the engine is reached by a message port. */
export const bridgeName = "assay";

export type HostBridge = {
  /** Asks for a fresh port. It arrives as a window message whose data is `portMessage`, with the port as its only port. */
  readonly requestPort: () => void;
};

export const portMessage = "assay:port";
