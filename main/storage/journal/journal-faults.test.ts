import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AssayError } from "#shared/assay-error.ts";
import { type Fault, faultyFileSystem } from "../faulty-file-system.ts";
import { nodeFileSystem } from "../file-system.ts";
import { createJournal } from "./journal.ts";
import { keyOf, repliedRecord, systemClock } from "./test-records.ts";

const signal = new AbortController().signal;
const expectedCode = { ENOSPC: "disk-full", EIO: "disk-full", EROFS: "read-only", EACCES: "read-only" } as const;
let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-faults-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Claims, appends and syncs six calls while the disk fails as told; then heals it. Returns how many calls could fail. */
async function workOnFailingDisk(folder: string, fault: Fault): Promise<number> {
  const fs = faultyFileSystem(nodeFileSystem, fault);
  const journal = createJournal(folder, fs, systemClock);
  const arrived: number[] = [];
  const failures: unknown[] = [];
  const keep = (error: unknown) => void failures.push(error);
  for (let n = 0; n < 6; n += 2) {
    const pair = [n, n + 1];
    // What is not claimed is not bought, unless the call had left before the disk failed.
    await Promise.all(pair.map((each) => journal.claim(keyOf(each), signal).catch(keep)));
    arrived.push(...pair);
    await Promise.all(pair.map((each) => journal.append(repliedRecord(each, `{"n":${each}}`)).catch(keep)));
    for (const each of arrived) {
      expect(journal.lookUp(keyOf(each))).toBe("answered");
      expect((await journal.read(keyOf(each)))?.outcome.body).toBe(`{"n":${each}}`);
    }
    await journal.sync().catch(keep);
  }
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(AssayError);
    expect(failure).toMatchObject({ code: expectedCode[fault.code], hint: expect.any(String), place: { file: expect.any(String) } });
  }
  fs.heal();
  await journal.sync();
  await journal.close();
  return fs.calls();
}

describe("a journal on a failing disk", () => {
  for (const lasts of ["once", "for-good"] as const) {
    for (const code of ["ENOSPC", "EIO", "EROFS", "EACCES"] as const) {
      it(`keeps every answer readable and writes it once it can, whichever call fails ${lasts} with ${code}`, async () => {
        for (let nth = 1, calls = nth; nth <= calls; nth += 1) {
          const folder = join(root, String(nth), ".assay", "journal");
          calls = await workOnFailingDisk(folder, { nth, code, lasts });
          const again = createJournal(folder, nodeFileSystem, systemClock);
          expect((await again.open()).damaged).toEqual([]);
          for (let n = 0; n < 6; n += 1) expect((await again.read(keyOf(n)))?.outcome.body).toBe(`{"n":${n}}`);
          await again.close();
        }
      });
    }
  }

  it("lets no new call leave after the disk is full, and goes on when there is space again", async () => {
    const folder = join(root, ".assay", "journal");
    // Writes before it: .gitignore and this process's presence.
    const fs = faultyFileSystem(nodeFileSystem, { nth: 3, code: "ENOSPC", lasts: "for-good", only: ["write"] });
    const full = createJournal(folder, fs, systemClock);
    expect(await full.claim(keyOf(1), signal)).toBe("mine");
    await expect(full.append(repliedRecord(1, "{}"))).rejects.toMatchObject({ code: "disk-full" });
    await expect(full.claim(keyOf(2), signal)).rejects.toMatchObject({ code: "disk-full" });
    await expect(full.sync()).rejects.toMatchObject({ code: "disk-full" });
    expect((await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".jsonl"))).toEqual([]);
    fs.heal();
    expect(await full.claim(keyOf(2), signal)).toBe("mine");
    await full.close();
    const again = createJournal(folder, nodeFileSystem, systemClock);
    await again.open();
    expect(again.lookUp(keyOf(1))).toBe("answered");
    await again.close();
  });

  it("counts an answer as kept when it is written, and does not wait for the sync", async () => {
    const steps: string[] = [];
    const noted = <Arguments extends unknown[]>(step: string, work: (...args: Arguments) => Promise<void>) => {
      return async (...args: Arguments) => {
        steps.push(`${step} begins`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        await work(...args);
        steps.push(`${step} ends`);
      };
    };
    const create: typeof nodeFileSystem.create = async (path, mode) => {
      const file = await nodeFileSystem.create(path, mode);
      return path.endsWith(".jsonl") ? { ...file, write: noted("write", file.write), sync: noted("sync", file.sync) } : file;
    };
    const journal = createJournal(join(root, ".assay", "journal"), { ...nodeFileSystem, create }, systemClock);
    await journal.append(repliedRecord(1, "{}"));
    steps.push("kept");
    await journal.sync();
    expect(steps).toEqual(["write begins", "write ends", "kept", "sync begins", "sync ends"]);
    await journal.close();
  });

  it("writes again what a failed sync may have lost", async () => {
    const folder = join(root, ".assay", "journal");
    const fs = faultyFileSystem(nodeFileSystem, { nth: 1, code: "EIO", lasts: "once", only: ["sync"] });
    const journal = createJournal(folder, fs, systemClock);
    await journal.append(repliedRecord(1, "{}"));
    await journal.sync();
    await journal.close();
    expect((await readdir(folder)).filter((name) => name.endsWith(".jsonl"))).toHaveLength(2);
  });

  it("reads a folder that can't be written to", async () => {
    const folder = join(root, ".assay", "journal");
    const journal = createJournal(folder, nodeFileSystem, systemClock);
    await journal.append(repliedRecord(1, '{"n":1}'));
    await journal.close();
    await chmod(folder, 0o555);
    const readOnly = createJournal(folder, faultyFileSystem(nodeFileSystem, { nth: 1, code: "EROFS", lasts: "for-good" }), systemClock);
    expect((await readOnly.open()).records).toBe(1);
    expect((await readOnly.read(keyOf(1)))?.outcome.body).toBe('{"n":1}');
    await expect(readOnly.claim(keyOf(2), signal)).rejects.toMatchObject({ code: "read-only" });
    await expect(readOnly.append(repliedRecord(2, "{}"))).rejects.toMatchObject({ code: "read-only" });
    await expect(readOnly.close()).rejects.toMatchObject({ code: "read-only" });
    await chmod(folder, 0o755);
  });
});
