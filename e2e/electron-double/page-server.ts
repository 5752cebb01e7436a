import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export const realOrigin = "assay://app";

/** A custom scheme needs Electron: Chromium gets the same answers, headers and all, from a loopback address. */
export type PageServer = {
  readonly toDouble: (url: string) => string;
  readonly toReal: (url: string) => string;
  readonly close: () => void;
};

export async function startPageServer(answer: (request: Request) => Promise<Response>): Promise<PageServer> {
  const server = createServer(async (asked, reply) => {
    const method = asked.method ?? "GET";
    // A Request knows no such scheme; the handler reads nothing but address and method.
    const request = Object.defineProperty(new Request("http://127.0.0.1", { method }), "url", { value: `${realOrigin}${asked.url}` });
    const response = await answer(request);
    reply.writeHead(response.status, Object.fromEntries(response.headers)).end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    toDouble: (url) => (url.startsWith(realOrigin) ? origin + url.slice(realOrigin.length) : url),
    toReal: (url) => (url.startsWith(origin) ? realOrigin + url.slice(origin.length) : url),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
