import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import { type HostName, launchers, type RunningApp } from "./hosts.ts";

export type HostOptions = { readonly host: HostName };

/** A folder of its own for each test, with copies of the example notebooks, and Assay to open it with. */
export type Desk = {
  readonly folder: string;
  readonly read: (file: string) => string;
  readonly write: (file: string, text: string) => void;
  /** Makes models at an address known under a provider's id. */
  readonly connect: (provider: {
    readonly id: string;
    readonly baseUrl: string;
    readonly models: readonly string[];
    /** They take batches, at half the price of a thousand dollars a million tokens. */
    readonly takesBatches?: true;
  }) => void;
  readonly launch: (notebook?: string) => Promise<RunningApp>;
};

const examples = join(import.meta.dirname, "..", "notebooks");

export const test = base.extend<{ readonly desk: Desk }, HostOptions>({
  host: ["browser", { option: true, scope: "worker" }],

  desk: async ({ host, context }, use) => {
    const base = mkdtempSync(join(tmpdir(), "assay-e2e-"));
    const folder = join(base, "work");
    const home = join(base, "home");
    mkdirSync(folder);
    mkdirSync(home);
    for (const file of readdirSync(examples).filter((name) => !name.endsWith(".ts") && !name.startsWith("."))) {
      cpSync(join(examples, file), join(folder, file), { recursive: true });
    }
    const running: RunningApp[] = [];
    const env = { ASSAY_HOME: home };
    await use({
      folder,
      read: (file) => readFileSync(join(folder, file), "utf8"),
      write: (file, text) => writeFileSync(join(folder, file), text),
      connect: ({ id, baseUrl, models, takesBatches = false }) => {
        const price = takesBatches ? 1_000 : 0;
        const terms = takesBatches ? { capabilities: { batch: true }, batchPriceShare: 0.5 } : {};
        const provider = {
          id,
          baseUrl,
          models: models.map((name) => ({ name, inputUsdPerMillion: price, outputUsdPerMillion: price, ...terms })),
        };
        writeFileSync(join(home, "settings.json"), JSON.stringify({ version: 1, providers: [provider] }));
      },
      launch: async (notebook) => {
        const app = await launchers[host]({ folder, notebook: notebook ?? null, env }, async () => context);
        running.push(app);
        return app;
      },
    });
    for (const app of running) await app.close();
    rmSync(base, { recursive: true, force: true, maxRetries: 3 });
  },
});
