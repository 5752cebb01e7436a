import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type CountingProxy, startCountingProxy } from "./counting-proxy.ts";

const assay = join(import.meta.dirname, "..", "dist", "assay.js");

export type SimulatedModels = CountingProxy & { readonly stop: () => Promise<void> };

/** The simulated models served over HTTP by another process, behind a proxy that counts what is asked. */
export async function serveSimulatedModels(): Promise<SimulatedModels> {
  const server = spawn(process.execPath, [assay, "simulate", "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  const target = await new Promise<string>((resolve, reject) => {
    const said: string[] = [];
    server.once("exit", (code) => reject(new Error(`assay simulate ended with ${code}:\n${said.join("\n")}`)));
    for (const input of [server.stdout, server.stderr]) {
      createInterface({ input }).on("line", (line) => {
        said.push(line);
        const url = /http:\/\/[^\s/]+/.exec(line)?.[0];
        if (url !== undefined) resolve(url);
      });
    }
  });
  const proxy = await startCountingProxy(target);
  return {
    ...proxy,
    stop: async () => {
      await proxy.close();
      if (server.exitCode !== null) return;
      server.kill();
      await once(server, "exit");
    },
  };
}
