// `npm run bench [-- WORD …] [--large] [--pairs N]`: measures Assay beside references in the same run. WORDs choose rows by name;
// --large adds the rows that take minutes.
import { parseArgs } from "node:util";
import { bundle } from "../bundle.mjs";
import { ensureDependencies } from "../dependencies.mjs";

await ensureDependencies();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { large: { type: "boolean", default: false }, pairs: { type: "string", default: "5" } },
});
await bundle();
const { startServer } = await import("./answer-server.mjs");
const { benchRows } = await import("./rows.mjs");

const bench = { server: await startServer(0), pairs: Number(values.pairs), large: values.large };
try {
  for (const row of benchRows) {
    if (positionals.length > 0 ? !positionals.some((word) => row.name.includes(word)) : row.large && !bench.large) continue;
    console.log(`${row.name}: ${await row.measure(bench)}`);
  }
} finally {
  bench.server.stop();
}
