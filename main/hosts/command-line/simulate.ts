import { noFaults, readFaults } from "../simulate/faults.ts";
import { startSimulationServer } from "../simulate/server.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

export type SimulateOptions = {
  readonly port: number;
  /** Such as `429=0.1,stall=0.01`; null for a server without faults. */
  readonly faults: string | null;
  readonly latencyMs: number | "simulated";
};

/** Serves the simulated models until interrupted. */
export async function simulate(options: SimulateOptions, terminal: Terminal): Promise<ExitCode> {
  const faults = options.faults === null ? noFaults : readFaults(options.faults);
  const server = await startSimulationServer({ port: options.port, faults, latencyMs: options.latencyMs });
  terminal.print(`Simulated models at ${server.url}`);
  await new Promise<void>((resolve) => {
    const stopListening = terminal.onInterrupt(() => {
      stopListening();
      resolve();
    });
  });
  await server.close();
  return exitCodes.done;
}
