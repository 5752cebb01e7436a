import { contextBridge, ipcRenderer } from "electron";
import { menuOffer, portOffer, portsAccepted } from "#shared/contract/page.ts";
import { menuChannel, portChannel } from "./port-channel.ts";

type PageMessage = {
  readonly source: unknown;
  readonly origin: string;
  readonly data: unknown;
  readonly ports: NonNullable<Parameters<typeof ipcRenderer.postMessage>[2]>;
};

/** The page as this script sees it; the rest of the program is compiled without a DOM. */
declare const window: { addEventListener(type: "message", listener: (event: PageMessage) => void): void };
declare const location: { readonly origin: string };

const channels = new Map<unknown, string>([
  [portOffer, portChannel],
  [menuOffer, menuChannel],
]);

// All a page gets: it may hand over one end of a channel, to the engine or to the menu, and knows that it may.
contextBridge.exposeInMainWorld(portsAccepted, true);
window.addEventListener("message", ({ source, origin, data, ports }) => {
  const isOurs = source === window && origin === location.origin;
  const channel = channels.get(data);
  if (isOurs && channel !== undefined && ports.length === 1) ipcRenderer.postMessage(channel, null, [...ports]);
});
