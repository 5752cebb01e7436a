import { appendFileSync } from "node:fs";
import { nodeFileSystem } from "../file-system.ts";
import { createJournal } from "./journal.ts";
import { keyOf, repliedRecord, systemClock } from "./test-records.ts";

/*
 * A process of its own for the journal's tests:
 *   write FOLDER          appends at full speed and prints the number of each record as soon as its append resolved
 *   race FOLDER LOG N     claims calls 0 … N-1, several at a time, and adds a line to LOG for each one it buys
 *   hold FOLDER N         claims call N, says so and never gives it back
 */
const [mode, folder = "", ...rest] = process.argv.slice(2);
const journal = createJournal(folder, nodeFileSystem, systemClock);
const signal = new AbortController().signal;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function write(): Promise<void> {
  await journal.open();
  const body = JSON.stringify({ content: "word ".repeat(300) });
  const base = process.pid * 1_000_000;
  const writers = Array.from({ length: 16 }, async (_, lane) => {
    for (let n = base + lane; ; n += 16) {
      await journal.append(repliedRecord(n, body));
      process.stdout.write(`${n}\n`);
    }
  });
  await Promise.all(writers);
}

async function race(log: string, count: number): Promise<void> {
  // A third of the way round, so that processes meet in the middle of each other's work.
  const start = process.pid % count;
  let next = 0;
  const lanes = Array.from({ length: 8 }, async () => {
    while (next < count) {
      const n = (start + next++) % count;
      if (journal.lookUp(keyOf(n)) === "answered") continue;
      if ((await journal.claim(keyOf(n), signal)) === "theirs") continue;
      appendFileSync(log, `${n} ${process.pid}\n`);
      await pause(n % 3);
      await journal.append(repliedRecord(n, `{"by":${process.pid}}`));
    }
  });
  await Promise.all(lanes);
  for (let n = 0; n < count; n += 1) if ((await journal.read(keyOf(n))) === null) throw new Error(`no answer under ${n}`);
  await journal.close();
}

async function hold(n: number): Promise<void> {
  process.stdout.write(`${await journal.claim(keyOf(n), signal)}\n`);
  await pause(600_000);
}

if (mode === "write") await write();
else if (mode === "race") await race(rest[0] ?? "", Number(rest[1]));
else if (mode === "hold") await hold(Number(rest[0]));
else throw new Error(`unknown mode ${mode}`);
