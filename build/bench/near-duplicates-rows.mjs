// The near-duplicates' rows of `npm run bench`: each runs `near-duplicates.ts` in a process of its own and prints what it says.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { root } from "../dependencies.mjs";

const script = fileURLToPath(new URL("./near-duplicates.ts", import.meta.url));

/** @param {string} words @param {string} name @returns {import("./rows.mjs").BenchRow} */
const row = (words, name) => ({
  name: `near-duplicates: ${words}`,
  measure: async ({ pairs }) => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, name, String(pairs)], { cwd: root });
    return stdout.trim();
  },
});

export const nearDuplicateRows = [
  row("MinHash signatures, 128 permutations of 5-word shingles", "signatures"),
  row("100,000 texts of 200 words through a filter", "filter"),
];
