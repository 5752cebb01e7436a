// `npm run screenshots`: the pictures of the README, taken from the real workbench after a real run on simulated models.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bundle } from "./bundle.mjs";
import { ensureChromium } from "./chromium.mjs";
import { ensureDependencies, root, run } from "./dependencies.mjs";

await ensureDependencies();
await bundle();
const { chromium } = await import("playwright");

const assay = join(root, "dist", "assay.js");
const pictures = join(root, "build", "screenshots");
const desk = mkdtempSync(join(tmpdir(), "assay-screenshots-"));
const env = { ...process.env, ASSAY_HOME: join(desk, "home") };
const notebook = join(desk, "notebooks", "first-look.assay.md");
const sizes = [
  { name: "", width: 1440, height: 900 },
  { name: "-small", width: 1024, height: 768 },
];
const themes = /** @type {const} */ (["light", "dark"]);

mkdirSync(pictures, { recursive: true });
cpSync(join(root, "notebooks"), join(desk, "notebooks"), {
  recursive: true,
  filter: (path) => !path.includes(".assay/") && !path.endsWith("exports"),
});
if ((await run(process.execPath, [assay, "run", notebook, "--yes"], { env })) !== 0) throw new Error("The example notebook did not run.");

const server = spawn(process.execPath, [assay, "serve", notebook, "--no-open", "--port", "0"], {
  env,
  stdio: ["ignore", "pipe", "inherit"],
});
const browser = await chromium.launch({ executablePath: await ensureChromium() });
try {
  const address = await new Promise((resolve) => {
    createInterface({ input: server.stdout }).on("line", (line) => {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url) resolve(url);
    });
  });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    for (const { name, width, height } of sizes) {
      await page.setViewportSize({ width, height });
      const trust = page.getByRole("button", { name: "Trust this folder" });
      const chart = page.getByRole("article", { name: / chart position_bias, fresh/ });
      await chart.waitFor();
      if (await trust.isVisible()) await trust.click();
      await chart.scrollIntoViewIfNeeded();
      await chart.getByRole("figure").locator("svg").first().waitFor();
      await chart.evaluate((element) => element.scrollIntoView({ block: "center" }));
      await page.waitForFunction(() => !document.body.innerText.includes("reading …"));
      await page.waitForTimeout(600); // the chart's fonts
      await page.screenshot({ path: join(pictures, `first-look-${theme}${name}.png`) });
    }
  }
} finally {
  await browser.close();
  server.kill();
  rmSync(desk, { recursive: true, force: true });
}
