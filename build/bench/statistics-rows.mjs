// The statistics' rows of `npm run bench`: each runs `statistics.ts` in a process of its own and prints what it says.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { root } from "../dependencies.mjs";

const script = fileURLToPath(new URL("./statistics.ts", import.meta.url));

/** @param {string} name @param {number} pairs @returns {Promise<string>} */
async function compare(name, pairs) {
  const child = spawn(process.execPath, ["--import", "tsx", script, name, String(pairs)], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  /** @type {string[]} */
  const said = [];
  /** @type {string[]} */
  const complained = [];
  child.stdout.on("data", (chunk) => said.push(String(chunk)));
  child.stderr.on("data", (chunk) => complained.push(String(chunk)));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`statistics.ts ${name} ended with ${code}:\n${complained.join("").slice(-4000)}`);
  return said.join("").trim();
}

/** @param {string} words @param {string} name @returns {import("./rows.mjs").BenchRow} */
const row = (words, name) => ({ name: `statistics: ${words}`, measure: ({ pairs }) => compare(name, pairs) });

export const statisticsRows = [
  row("Cohen's kappa, 10,000 items, 10,000 draws", "kappa-unclustered"),
  row("Cohen's kappa, 10,000 items of 2,000 prompts, 2,000 draws", "kappa-clustered"),
  row("the same beside the best numpy", "kappa-clustered-tables"),
  row("Bradley–Terry, 100,000 battles, 50 models, cold", "strengths-cold"),
  row("Bradley–Terry, the same of 10,000 prompts, 200 draws", "strengths-200"),
  row("Bradley–Terry, the same unclustered, 1,000 draws", "strengths-1000"),
  row("100,000 verdicts measured, ranked and charted while the engine answers", "engine-gap"),
];
