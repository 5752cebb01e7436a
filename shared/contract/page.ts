/** What the page's bundle and the hosts that serve it agree on, so that one bundle finds its engine in every host. */

/** The contract's WebSocket, relative to the page's address. */
export const socketPath = "rpc";

/** Query parameter of the page's address: the notebook to open first, relative to the workspace folder. */
export const notebookParameter = "notebook";

/**
 * `window[portsAccepted]` is true exactly where the engine is reached by a message port. The page makes a
 * `MessageChannel` and hands one end over: `window.postMessage(portOffer, location.origin, [port2])`; the other end
 * then speaks the contract. When it closes, the page may offer another.
 */
export const portsAccepted = "assayAcceptsPorts";
export const portOffer = "assay:port";

/** Offered in the same way: a port to the window's native menu, which speaks contract/menu.ts. */
export const menuOffer = "assay:menu";
