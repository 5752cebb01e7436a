import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeFileSystem } from "../file-system.ts";
import { createJournal } from "./journal.ts";
import { keyOf, repliedRecord, systemClock } from "./test-records.ts";

const script = fileURLToPath(new URL("./test-journal-process.ts", import.meta.url));
const stillRunning = new Set<ChildProcess>();
const signal = new AbortController().signal;

let root = "";
let folder = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-hosts-"));
  folder = join(root, ".assay", "journal");
});
afterEach(async () => {
  for (const child of stillRunning) child.kill("SIGKILL");
  await rm(root, { recursive: true });
});

function start(...args: string[]): { readonly child: ChildProcess; readonly output: () => string; readonly printed: Promise<void> } {
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  stillRunning.add(child);
  child.once("exit", () => stillRunning.delete(child));
  let output = "";
  const printed = new Promise<void>((resolve) => {
    child.stdout?.on("data", (text) => {
      output += text;
      resolve();
    });
  });
  return { child, output: () => output, printed };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "close");
  child.kill("SIGKILL");
  await gone;
}

const openJournal = () => createJournal(folder, nodeFileSystem, systemClock);

describe("several processes on one folder", () => {
  it("lose nothing that was acknowledged when they are killed at full speed", async () => {
    const acknowledged: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { child, output, printed } = start("write", folder);
      await printed;
      await new Promise((resolve) => setTimeout(resolve, 20 + 60 * Math.random()));
      await kill(child);
      // The last line may be cut off by the pipe.
      acknowledged.push(...output().split("\n").slice(0, -1).map(Number));
    }
    const journal = openJournal();
    const report = await journal.open();
    expect(acknowledged.length).toBeGreaterThan(500);
    expect(acknowledged.filter((n) => journal.lookUp(keyOf(n)) !== "answered")).toEqual([]);
    expect(report.damaged).toEqual([]);
    expect(report.records).toBeGreaterThanOrEqual(acknowledged.length);
    await journal.close();
  });

  it("buy each call once between them", async () => {
    const log = join(root, "bought");
    const count = 400;
    const children = Array.from({ length: 3 }, () => start("race", folder, log, String(count)).child);
    const codes = await Promise.all(children.map(async (child) => (await once(child, "close"))[0]));
    expect(codes).toEqual([0, 0, 0]);
    const bought = (await readFile(log, "utf8"))
      .trim()
      .split("\n")
      .map((line) => Number.parseInt(line, 10));
    expect(bought.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n));
    expect(await readdir(join(root, ".assay", "locks"))).toEqual([]);
    expect(await readdir(join(root, ".assay", "hosts"))).toEqual([]);
  });

  it("take over from a process that was killed, once between all that wait", async () => {
    const { child, output, printed } = start("hold", folder, "7");
    await printed;
    expect(output()).toBe("mine\n");
    const journals = [openJournal(), openJournal(), openJournal()];
    let settled = 0;
    const claims = journals.map(async (journal) => {
      const claim = await journal.claim(keyOf(7), signal);
      settled += 1;
      if (claim === "mine") await journal.append(repliedRecord(7, "{}"));
      return claim;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(settled).toBe(0);
    await kill(child);
    expect((await Promise.all(claims)).sort()).toEqual(["mine", "theirs", "theirs"]);
    for (const journal of journals) await journal.close();
    expect(await readdir(join(root, ".assay", "locks"))).toEqual([]);
  });

  it("take over from a process whose number now belongs to another", async () => {
    const first = openJournal();
    await first.claim(keyOf(1), signal);
    const locks = join(root, ".assay", "locks");
    const [lock = ""] = await readdir(locks);
    const identity = JSON.parse(await readFile(join(locks, lock), "utf8"));
    await first.close();
    await mkdir(locks, { recursive: true });
    await writeFile(join(locks, lock), JSON.stringify({ ...identity, id: "earlier", started: "another boot 1" }));
    const second = openJournal();
    expect(await second.claim(keyOf(1), signal)).toBe("mine");
    await second.close();
  });

  it("tell each other of answers and give claims without an answer back", async () => {
    const [first, second] = [openJournal(), openJournal()];
    await second.open();
    expect(await first.claim(keyOf(1), signal)).toBe("mine");
    const waiting = second.claim(keyOf(1), signal);
    first.release(keyOf(1));
    expect(await waiting).toBe("mine");
    await second.append(repliedRecord(1, "{}"));
    expect(await first.claim(keyOf(1), signal)).toBe("theirs");
    expect(first.lookUp(keyOf(1))).toBe("answered");
    await second.append(repliedRecord(2, "{}"));
    await expect.poll(() => first.lookUp(keyOf(2))).toBe("answered");
    await first.close();
    await second.close();
  });

  it("stop waiting for a claim when told", async () => {
    const [first, second] = [openJournal(), openJournal()];
    await first.claim(keyOf(1), signal);
    const stop = new AbortController();
    const waiting = second.claim(keyOf(1), stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: "stopped" });
    await first.close();
    await second.close();
  });

  it("let one caller at a time have a key inside a process", async () => {
    const journal = openJournal();
    expect(await journal.claim(keyOf(1), signal)).toBe("mine");
    const others = [journal.claim(keyOf(1), signal), journal.claim(keyOf(1), signal)];
    await journal.append(repliedRecord(1, "{}"));
    expect(await Promise.all(others)).toEqual(["theirs", "theirs"]);
    await journal.close();
  });
});
