import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type CountingProxy = {
  readonly origin: string;
  /** How often each question came, by a hash of all that was sent. */
  readonly asked: ReadonlyMap<string, number>;
  /** Requests whose answer has not gone out yet. */
  readonly inFlight: () => number;
  readonly close: () => Promise<void>;
};

/** Stands before a model server, passes everything on after `delayMs`, and counts. */
export async function startCountingProxy(target: string, delayMs: number): Promise<CountingProxy> {
  const asked = new Map<string, number>();
  let inFlight = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const counts = request.method === "POST";
    if (counts) {
      inFlight += 1;
      const key = createHash("sha256").update(body).digest("hex");
      asked.set(key, (asked.get(key) ?? 0) + 1);
      response.once("close", () => {
        inFlight -= 1;
      });
    }
    const answer = await fetch(new URL(request.url ?? "/", target), {
      method: request.method ?? "GET",
      headers: { "content-type": "application/json" },
      ...(body.length > 0 ? { body } : {}),
    });
    const text = await answer.text();
    setTimeout(() => response.writeHead(answer.status, { "content-type": "application/json" }).end(text), counts ? delayMs : 0);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    inFlight: () => inFlight,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
