// The checks of `npm test`, in the order they are shown. A check counts as one, a test runner as its tests.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundle } from "./bundle.mjs";
import { ensureChromium } from "./chromium.mjs";
import { root } from "./dependencies.mjs";
import { chooseHost } from "./electron-runtime.mjs";

/**
 * `after` names checks that must have ended before this one starts. `weight` is how many cores it keeps busy.
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {(command: string, args: readonly string[], options?: { env?: Record<string, string> }) => Promise<number>} Shell
 * @typedef {{ name: string, after?: readonly string[], weight: 1 | 2, unless?: () => string | null, run: (shell: Shell) => Promise<Counts> }} Check
 */

const bin = (/** @type {string} */ path) => join(root, "node_modules", path);

/** @param {string} name @param {string} script @param {readonly string[]} args @returns {Check} */
function tool(name, script, args) {
  return {
    name,
    weight: 1,
    run: async (shell) => {
      const code = await shell(process.execPath, [bin(script), ...args]);
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
    },
  };
}

/** What a runner wrote about its tests; a runner that wrote nothing or ran nothing has failed. @param {string} path @param {(report: any) => Counts} count */
function countsIn(path, count) {
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const counts = count(JSON.parse(readFileSync(path, "utf8")));
  return counts.passed + counts.failed === 0 ? { passed: 0, failed: 1 } : counts;
}

/** @param {string} name */
function reportFile(name) {
  const path = join(root, "test-results", `${name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  return path;
}

/** @type {Check} */
const unit = {
  name: "unit",
  after: ["build"],
  weight: 2,
  run: async (shell) => {
    const report = reportFile("unit");
    const code = await shell(process.execPath, [
      bin("vitest/vitest.mjs"),
      "run",
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ]);
    const counts = countsIn(report, ({ numPassedTests, numFailedTests, numFailedTestSuites }) => ({
      passed: numPassedTests,
      // A file that can't be loaded fails without naming a test.
      failed: numFailedTests === 0 && numFailedTestSuites > 0 ? numFailedTestSuites : numFailedTests,
    }));
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  },
};

/** The real window needs its runtime and somewhere to show it. */
function whyNoElectron() {
  const choice = chooseHost();
  return choice.host === "electron" ? null : choice.reason;
}

/** @param {"browser" | "electron-double" | "electron"} project @param {readonly string[]} after @returns {Check} */
function journeys(project, after) {
  return {
    name: project,
    after,
    weight: 2,
    unless: () => (project === "electron" ? whyNoElectron() : null),
    run: async (shell) => {
      const report = reportFile(project);
      const env = { ASSAY_CHROMIUM: await ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      const code = await shell(process.execPath, [bin("@playwright/test/cli.js"), "test", `--project=${project}`], { env });
      // A test that passed only when tried again is a defect.
      const counts = countsIn(report, ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped }));
      return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
    },
  };
}

/** @type {Check} */
const build = {
  name: "build",
  weight: 2,
  run: async () => {
    await bundle();
    return { passed: 1, failed: 0 };
  },
};

/** @type {readonly Check[]} */
export const checks = [
  build,
  ...["shared", "main", "renderer", "."].map((project) =>
    tool(`types:${project === "." ? "tests" : project}`, "typescript/bin/tsc", ["-p", project, "--pretty", "false"]),
  ),
  tool("lint", "@biomejs/biome/bin/biome", ["check", "--colors=off", "--error-on-warnings", "--max-diagnostics=40", "."]),
  tool("dead-code", "knip/bin/knip.js", []),
  unit,
  journeys("browser", ["unit"]),
  journeys("electron-double", ["browser"]),
  journeys("electron", ["electron-double"]),
];
