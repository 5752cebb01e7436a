import { once } from "node:events";
import { createServer } from "node:http";
import { MessageChannel } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { AssayError } from "../assay-error.ts";
import { type Connection, connectContract } from "./connect.ts";
import { EngineFault } from "./engine-fault.ts";
import { fakeHost, numbers } from "./fake-host.ts";
import { type Bug, serveContract } from "./serve.ts";
import { watchFrom } from "./watch.ts";
import { openSocketWire, portWire, socketWire, type Wire, wirePair } from "./wire.ts";

const blob = new Blob([new Uint8Array([1, 2, 255, 0, 123, 125])]);

/** Opens a fresh channel: the serving end and the calling end. */
type OpenWires = () => Promise<readonly [serving: Wire, calling: Wire]>;

/** What every transport of the contract must do. Run once for each of them. */
function conformance(transport: string, openWires: OpenWires): void {
  async function start() {
    const { handlers, observed } = fakeHost(blob);
    const bugs: Bug[] = [];
    const served: Wire[] = [];
    const connection: Connection = connectContract(
      async () => {
        const [serving, calling] = await openWires();
        served.push(serving);
        serveContract(handlers, serving, { createIdentifier: () => `bug-${bugs.length + 1}`, reportBug: (bug) => bugs.push(bug) });
        return calling;
      },
      { waitToRetry: async () => undefined },
    );
    onTestFinished(() => connection.close());
    return { client: connection.client, connection, observed, bugs, served };
  }

  describe(`the contract over ${transport}`, () => {
    it("answers a call", async () => {
      const { client } = await start();
      expect((await client.host.describe()).version).toBe("1.2.3");
    });

    it("fills in defaults before the handler sees the input", async () => {
      const { client } = await start();
      const page = await client.table.page({ notebook: "n", table: "t", offset: 7 });
      expect([page.offset, page.totalRows]).toEqual([7, 200]);
    });

    it("refuses wrong input and says which key is wrong", async () => {
      const { client, bugs } = await start();
      const failure = client.table.page({ notebook: "n", table: "t", limit: 0 });
      await expect(failure).rejects.toMatchObject({ name: "AssayError", place: { key: "limit" } });
      await expect(failure).rejects.toThrow(/^limit: /);
      expect(bugs).toEqual([]);
    });

    it("carries a failure the user can act on whole", async () => {
      const { client } = await start();
      const error = await client.notebook.open({ path: "x.assay.md" }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(AssayError);
      expect(error).toMatchObject({
        code: "not-found",
        message: "There is no notebook x.assay.md.",
        hint: "Choose another.",
        place: { file: "x.assay.md", line: 3 },
      });
    });

    it("masks a bug and reports it under the number the caller sees", async () => {
      const { client, bugs } = await start();
      const error = await client.run.stop({ notebook: "n" }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(EngineFault);
      expect(String(error)).not.toContain("sk-secret");
      expect(bugs).toMatchObject([{ id: error instanceof EngineFault ? error.id : "", method: "run.stop" }]);
      expect(String(bugs[0]?.error)).toContain("sk-secret");
    });

    it("stops the work when the caller's signal aborts", async () => {
      const { client, observed, bugs } = await start();
      const stop = new AbortController();
      const saving = client.notebook.save({ notebook: "n" }, { signal: stop.signal });
      await client.host.describe();
      stop.abort();
      await expect(saving).rejects.toThrow();
      await vi.waitFor(() => expect(observed.aborted).toEqual(["save"]));
      expect(bugs).toEqual([]);
    });

    it("runs the stream's finally when the caller breaks off", async () => {
      const { client, observed } = await start();
      for await (const _ of await client.notebook.watch({ notebook: "n", after: 0 })) break;
      await vi.waitFor(() => expect(observed.finished).toEqual(["watch"]));
    });

    it("resumes a stream after the last number seen when the connection comes back", async () => {
      const { connection, observed, served } = await start();
      const seen: number[] = [];
      for await (const batch of watchFrom(connection, "n", 0, new AbortController().signal)) {
        if (batch.type === "entries") seen.push(...batch.entries.map((entry) => entry.seq));
        if (seen.length === 3 || seen.length === 6) served.at(-1)?.close();
      }
      expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(observed.watchedAfter).toEqual([0, 3, 6]);
    });

    it("stops the work when the caller goes away", async () => {
      const { client, connection, observed } = await start();
      const saving = client.notebook.save({ notebook: "n" });
      await client.host.describe();
      connection.close();
      await expect(saving).rejects.toMatchObject({ code: "network" });
      await vi.waitFor(() => expect(observed.aborted).toEqual(["save"]));
    });

    it("rejects pending calls when the host goes away, and later calls once the connection is closed", async () => {
      const { client, connection, served } = await start();
      const saving = client.notebook.save({ notebook: "n" });
      await client.host.describe();
      served[0]?.close();
      await expect(saving).rejects.toMatchObject({ code: "network" });
      await vi.waitFor(() => expect(connection.state()).toBe("open"));
      expect((await client.host.describe()).version).toBe("1.2.3");
      connection.close();
      await expect(client.host.describe()).rejects.toMatchObject({ code: "network" });
    });

    it("carries a Blob byte for byte", async () => {
      const { client } = await start();
      const { fileName, bytes } = await client.table.download({ notebook: "n", table: "t", format: "csv" });
      expect(fileName).toBe("rows.csv");
      expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(new Uint8Array(await blob.arrayBuffer()));
    });

    it("carries 64-bit integers, bytes and numbers JSON has no words for", async () => {
      const { client } = await start();
      const { rows } = await client.table.page({ notebook: "n", table: "t" });
      expect(rows[0]).toEqual({ big: 2n ** 62n, bytes: new Uint8Array([0, 127, 255]), nested: [{ deep: new Uint8Array([7]) }], numbers });
    });

    it("hangs up on messages that are not of the protocol", async () => {
      const [serving, calling] = await openWires();
      const bugs: Bug[] = [];
      serveContract(fakeHost(blob).handlers, serving, { createIdentifier: () => "id", reportBug: (bug) => bugs.push(bug) });
      const closed = new Promise<void>((resolve) => calling.onClose(resolve));
      calling.onMessage(() => undefined);
      await calling.send("{not json");
      await closed;
      expect(bugs).toMatchObject([{ method: "wire" }]);
    });
  });
}

conformance("an in-memory pair", async () => wirePair());

conformance("a MessagePort", async () => {
  const { port1, port2 } = new MessageChannel();
  return [portWire(port1), portWire(port2)];
});

const http = createServer();
const sockets = new WebSocketServer({ server: http });
let url = "";

beforeAll(async () => {
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (typeof address !== "object" || address === null) throw new Error("The test server has no address.");
  url = `ws://127.0.0.1:${address.port}`;
});

afterAll(() => {
  for (const socket of sockets.clients) socket.terminate();
  http.close();
});

conformance("a WebSocket", async () => {
  const [[socket], calling] = await Promise.all([once(sockets, "connection"), openSocketWire(new WebSocket(url))]);
  return [socketWire(socket), calling];
});
