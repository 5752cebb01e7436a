import { type Connection, connectContract } from "#shared/contract/connect.ts";
import { openSocketWire, portWire, type Wire } from "#shared/contract/wire.ts";

declare global {
  interface Window {
    /** Left by the preload script of a window: one end of the port to the engine. */
    assayPort?: MessagePort;
  }
}

const longestWaitMs = 5_000;

/** Joins the host that served this page, by whatever it offers. */
export function connectToHost(): Connection {
  const waitToRetry = (attempt: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(longestWaitMs, 250 * 2 ** attempt)));
  const port = window.assayPort;
  if (port) return connectContract(() => Promise.resolve(portWire(port)));
  return connectContract(openSocket, { waitToRetry });
}

async function openSocket(): Promise<Wire> {
  await tradeToken();
  const address = new URL("./rpc", document.baseURI);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return openSocketWire(new WebSocket(address));
}

/** The launch token in the address is good once: it buys the cookie and leaves the address bar. */
async function tradeToken(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!token) return;
  history.replaceState(null, "", `${location.pathname}${location.search}`);
  await fetch(new URL("./session", document.baseURI), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
}
