// `npm test`: everything a fresh clone lacks, then every check; `npm test -- unit browser` runs a part. Plain Node until the
// packages are there. Ends with one line that counts what passed and failed over all checks.
import { ensureDependencies, say } from "./dependencies.mjs";

await ensureDependencies();
const { checks } = await import("./checks.mjs");
const { isCalled, runChecks } = await import("./run-checks.mjs");

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !checks.some((check) => isCalled(check, name)));
if (unknown.length > 0) {
  say(`No check is called ${unknown.join(", ")}. There are: ${checks.map((check) => check.name).join(", ")}.`);
  process.exit(2);
}
process.exitCode = await runChecks(checks, asked);
