import { defineConfig } from "@playwright/test";
import { findChromium } from "./build/chromium.mjs";
import type { HostOptions } from "./e2e/app.ts";
import { crossesHosts } from "./e2e/what-differs.ts";

const chromium = findChromium();
// The stand-in for Electron opens its pages in the same browser.
if (chromium) process.env.ASSAY_CHROMIUM = chromium;

/** One suite, three hosts: all of it in the browser, what crosses their differences in the others. `electron` needs Electron's runtime. */
export default defineConfig<object, HostOptions>({
  testDir: "./e2e",
  testMatch: "**/*.test.ts",
  outputDir: "./test-results/journeys",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // Against hanging, not against a slow machine.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : "list",
  use: {
    viewport: { width: 1440, height: 900 },
    actionTimeout: 30_000,
    // Recording takes as long as the journeys themselves. One that failed tells more with `--trace=on`.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      // The browser's own errands, which would only run into a closed network.
      args: ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic"],
    },
  },
  projects: [
    { name: "browser", use: { host: "browser" } },
    { name: "electron-double", use: { host: "electron-double" }, grep: crossesHosts },
    { name: "electron", use: { host: "electron" }, grep: crossesHosts },
  ],
});
