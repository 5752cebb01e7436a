// Runs checks side by side as far as the cores go, shows the output of those that failed, and adds up.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { root } from "./dependencies.mjs";

/** @typedef {import("./checks.mjs").Check} Check */
/** @typedef {{ check: Check, passed: number, failed: number, skipped: string | null }} Result */

/** Collects a program's output instead of printing it. @param {string[]} output @returns {import("./checks.mjs").Shell} */
function shellInto(output) {
  return (command, args, options = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd: root, env: { ...process.env, ...options.env }, stdio: ["ignore", "pipe", "pipe"] });
      child.stdout.on("data", (chunk) => output.push(String(chunk)));
      child.stderr.on("data", (chunk) => output.push(String(chunk)));
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
}

/** @param {Check} check @returns {Promise<Result>} */
async function runCheck(check) {
  const skipped = check.unless?.() ?? null;
  if (skipped) {
    console.log(`– ${check.name}: not run, ${skipped}`);
    return { check, passed: 0, failed: 0, skipped };
  }
  /** @type {string[]} */
  const output = [];
  const startedAt = Date.now();
  const counts = await check.run(shellInto(output)).catch((error) => {
    output.push(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
    return { passed: 0, failed: 1 };
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const sum = counts.passed + counts.failed > 1 ? ` ${counts.passed} passed${counts.failed > 0 ? `, ${counts.failed} failed` : ""}` : "";
  console.log(`${counts.failed === 0 ? "✓" : "✗"} ${check.name}${sum} (${seconds} s)`);
  if (counts.failed > 0) console.log(output.join("").trimEnd());
  return { check, ...counts, skipped };
}

/**
 * @param {readonly Check[]} checks all there are
 * @param {readonly string[]} asked names to run; none means all. What they need built is built.
 * @returns {Promise<number>} the exit code
 */
export async function runChecks(checks, asked) {
  const wanted =
    asked.length === 0
      ? [...checks]
      : checks.filter((check) => asked.some((name) => isCalled(check, name)) || needsBuild(checks, asked, check));
  const names = new Set(wanted.map((check) => check.name));
  const cores = Math.max(2, availableParallelism());
  const waiting = [...wanted];
  /** @type {Result[]} */
  const results = [];
  let busy = 0;

  await new Promise((resolve) => {
    const startNext = () => {
      if (results.length === wanted.length) resolve(null);
      for (const check of [...waiting]) {
        const ready = (check.after ?? []).every((name) => !names.has(name) || results.some((result) => result.check.name === name));
        if (!ready || busy + check.weight > cores) continue;
        waiting.splice(waiting.indexOf(check), 1);
        busy += check.weight;
        void runCheck(check).then((result) => {
          busy -= check.weight;
          results.push(result);
          startNext();
        });
      }
    };
    startNext();
  });

  const ran = results.filter((result) => result.skipped === null).map((result) => result.check.name);
  console.log(`\nRan: ${ran.join(", ")}.`);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** `types` means `types:shared` and all its like. @param {Check} check @param {string} name */
export function isCalled(check, name) {
  return check.name === name || check.name.startsWith(`${name}:`);
}

/** Whether something asked for looks at dist/. @param {readonly Check[]} checks @param {readonly string[]} asked @param {Check} check */
function needsBuild(checks, asked, { name }) {
  return name === "build" && checks.some((check) => asked.includes(check.name) && check.weight === 2);
}
