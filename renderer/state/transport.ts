import { type Connection, connectContract } from "#shared/contract/connect.ts";
import { portOffer, portsAccepted, socketPath } from "#shared/contract/page.ts";
import { openSocketWire, portWire, type Wire } from "#shared/contract/wire.ts";

const longestWaitMs = 5_000;

/** Joins the host that served this page, by whatever it offers: a message port or a socket. */
export function connectToHost(): Connection {
  const waitToRetry = (attempt: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(longestWaitMs, 125 * 2 ** attempt)));
  return connectContract(Reflect.get(window, portsAccepted) === true ? offerPort : openSocket, { waitToRetry });
}

function offerPort(): Promise<Wire> {
  const { port1, port2 } = new MessageChannel();
  window.postMessage(portOffer, location.origin, [port2]);
  return Promise.resolve(portWire(port1));
}

function openSocket(): Promise<Wire> {
  const address = new URL(socketPath, document.baseURI);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return openSocketWire(new WebSocket(address));
}
