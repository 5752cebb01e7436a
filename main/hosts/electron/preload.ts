import { contextBridge, ipcRenderer } from "electron";
import { portOffer, portsAccepted } from "#shared/contract/page.ts";
import { portChannel } from "./port-channel.ts";

type PageMessage = {
  readonly source: unknown;
  readonly origin: string;
  readonly data: unknown;
  readonly ports: NonNullable<Parameters<typeof ipcRenderer.postMessage>[2]>;
};

/** The page as this script sees it; the rest of the program is compiled without a DOM. */
declare const window: { addEventListener(type: "message", listener: (event: PageMessage) => void): void };
declare const location: { readonly origin: string };

// All a page gets: it may hand over one end of a channel, and knows that it may.
contextBridge.exposeInMainWorld(portsAccepted, true);
window.addEventListener("message", ({ source, origin, data, ports }) => {
  const isOurs = source === window && origin === location.origin;
  if (isOurs && data === portOffer && ports.length === 1) ipcRenderer.postMessage(portChannel, null, [...ports]);
});
