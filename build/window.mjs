// Opens the workbench as an Electron window.
import { spawn } from "node:child_process";
import { root } from "./dependencies.mjs";

/** A window that dies this soon never opened: a library or the sandbox is missing. */
const startupMs = 3000;

/**
 * Resolves to null once the window was closed, its exit code kept for ours; to the reason when it could not open.
 * @param {string} runtime path of Electron's binary
 * @param {readonly string[]} args
 * @returns {Promise<string | null>}
 */
export async function openWindow(runtime, args) {
  const startedAt = Date.now();
  const child = spawn(runtime, [root, ...args], { stdio: "inherit" });
  const code = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
  if (code !== 0 && Date.now() - startedAt < startupMs) return `Electron stopped at once (${code}).`;
  process.exitCode = typeof code === "number" ? code : 1;
  return null;
}
