// `npm run kills`: twenty runs of 2,000 calls, each killed with SIGKILL after a random number of answers and resumed. What had arrived must be
// in the journal and never be asked again, and the resumed run must write the very same data as one that was left alone.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundle } from "../bundle.mjs";
import { ensureDependencies } from "../dependencies.mjs";

await ensureDependencies();
await bundle();
const { startServer } = await import("./answer-server.mjs");
const { assay, createWorkspace, notebookText } = await import("./workspace.mjs");

const calls = 2000;
const kills = Number(process.argv[2] ?? 20);
const concurrency = 32;
/** An answer sent this long before the kill had arrived: loopback and the client's event loop take far less. */
const arrivalMs = 100;

const notebook = `${notebookText({ rows: calls })}
\`\`\`export data
from: answers
format: sft
path: exports
card: false
\`\`\`
`;

/** @param {import("./workspace.mjs").Workspace} workspace */
function exported(workspace) {
  const bytes = readFileSync(join(workspace.folder, "exports", "data", "train.jsonl"));
  return { hash: createHash("sha256").update(bytes).digest("hex"), rows: bytes.toString().trimEnd().split("\n").length };
}

const server = await startServer(20);
const create = () => createWorkspace({ rows: calls, origin: server.origin, concurrency, notebook });

const untouched = await create();
await untouched.run();
const expected = exported(untouched);
untouched.close();
if (expected.rows !== calls) throw new Error(`The undisturbed run exported ${expected.rows} rows, not ${calls}.`);

let failures = 0;
for (let kill = 1; kill <= kills; kill++) {
  const workspace = await create();
  await server.reset(20);
  const child = spawn(process.execPath, [assay, "run", workspace.notebook, "--yes"], {
    env: { ...process.env, ...workspace.env },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const moment = Math.random() * calls;
  while (child.exitCode === null && Object.keys((await server.log()).answered).length < moment) await sleep(5);
  child.kill("SIGKILL");
  const killedAt = Date.now();
  await ended;
  const before = await server.log();
  const arrived = Object.entries(before.answered)
    .filter(([, at]) => at < killedAt - arrivalMs)
    .map(([question]) => question);
  const inFlight = Object.keys(before.asked).length - arrived.length;

  await workspace.run();
  const after = await server.log();
  const again = arrived.filter((question) => (after.asked[question] ?? 0) > 1);
  const result = exported(workspace);
  const problems = [
    again.length > 0 ? `${again.length} answers that had arrived were asked again` : "",
    after.requests > calls + inFlight ? `${after.requests} requests for ${calls} calls and ${inFlight} in flight` : "",
    result.hash !== expected.hash ? "the exported data differ from an undisturbed run's" : "",
  ].filter(Boolean);
  failures += problems.length > 0 ? 1 : 0;
  const report = `${arrived.length} had arrived, ${after.requests - before.requests} asked after, ${after.requests - calls} asked twice`;
  console.log(`kill ${kill}: ${report}: ${problems.length === 0 ? "nothing lost, same data" : problems.join("; ")}`);
  workspace.close();
}
server.stop();
console.log(`\n${kills - failures} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;
