import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type CountingProxy = {
  readonly origin: string;
  /** How often each question came, by a hash of all that was sent. */
  readonly asked: ReadonlyMap<string, number>;
  /** Each answer as it was sent, by the same hash. */
  readonly answered: ReadonlyMap<string, string>;
  /** From so many answers on, whoever asks waits: what a kill finds half-done is then the same on every machine. */
  readonly holdAfter: (answers: number) => void;
  readonly close: () => Promise<void>;
};

/** Stands before a model server, passes everything on, and counts. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const asked = new Map<string, number>();
  const answered = new Map<string, string>();
  let allowed = Number.POSITIVE_INFINITY;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const key = createHash("sha256").update(body).digest("hex");
    if (request.method === "POST") {
      asked.set(key, (asked.get(key) ?? 0) + 1);
      if (allowed === 0) return;
      allowed -= 1;
    }
    const answer = await fetch(new URL(request.url ?? "/", target), {
      method: request.method ?? "GET",
      headers: { "content-type": "application/json" },
      ...(body.length > 0 ? { body } : {}),
    });
    const text = await answer.text();
    if (request.method === "POST") answered.set(key, text);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    answered,
    holdAfter: (answers) => {
      allowed = answers;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
