import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type CountingProxy, startCountingProxy } from "./counting-proxy.ts";

const assay = join(import.meta.dirname, "..", "dist", "assay.js");

export type SimulatedModels = CountingProxy & { readonly stop: () => Promise<void> };

/** The simulated models served over HTTP by another process. */
export async function startSimulation(...parameters: readonly string[]) {
  const server = spawn(process.execPath, [assay, "simulate", "--port", "0", ...parameters], { stdio: ["ignore", "pipe", "pipe"] });
  const origin = await new Promise<string>((resolve, reject) => {
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
  return {
    origin,
    stop: async (): Promise<void> => {
      if (server.exitCode !== null) return;
      server.kill();
      await once(server, "exit");
    },
  };
}

/** The same, behind a proxy that counts what is asked. */
export async function serveSimulatedModels(): Promise<SimulatedModels> {
  const simulation = await startSimulation();
  const proxy = await startCountingProxy(simulation.origin);
  return {
    ...proxy,
    stop: async () => {
      await proxy.close();
      await simulation.stop();
    },
  };
}
