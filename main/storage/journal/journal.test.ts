import { appendFile, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallRecord } from "#shared/journal/call.ts";
import { nodeFileSystem } from "../file-system.ts";
import { createJournal } from "./journal.ts";
import { failedRecord, keyOf, repliedRecord, systemClock } from "./test-records.ts";

let root = "";
let folder = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-journal-"));
  folder = join(root, ".assay", "journal");
});
afterEach(() => rm(root, { recursive: true }));

async function withJournal<T>(work: (journal: ReturnType<typeof createJournal>) => Promise<T>): Promise<T> {
  const journal = createJournal(folder, nodeFileSystem, systemClock);
  try {
    return await work(journal);
  } finally {
    await journal.close();
  }
}

const segmentNames = async () => (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).sort();

async function onlySegment(): Promise<string> {
  const [name, ...more] = await segmentNames();
  if (name === undefined || more.length > 0) throw new Error("expected one segment");
  return join(folder, name);
}

describe("a journal", () => {
  it("creates nothing on disk until something is written", async () => {
    await withJournal(async (journal) => {
      expect(await journal.open()).toEqual({ records: 0, tornTails: 0, damaged: [] });
      expect(journal.lookUp(keyOf(1))).toBeNull();
      expect(await journal.read(keyOf(1))).toBeNull();
    });
    expect(await readdir(root)).toEqual([]);
  });

  it("gives any reply back exactly as it came, from another process too", async () => {
    const body = fc.oneof(
      fc.json(),
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.json().map((text) => JSON.stringify(JSON.parse(text), null, 2)),
      fc.constantFrom(
        "",
        "\ud800",
        '{"a":"\ud800"}',
        ' {"a" : 1}\t',
        '{"a":1}\r\n',
        '{"crc":"',
        ',"body":',
        '{"x":",\\"body\\":1"}',
        "\u2028",
        "\ufeff{}",
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ body, failed: fc.boolean() }), { minLength: 1, maxLength: 12 }), async (replies) => {
        await rm(join(root, ".assay"), { recursive: true, force: true });
        const records: CallRecord[] = replies.map(({ body, failed }, n) => (failed ? failedRecord(n, body) : repliedRecord(n, body)));
        const check = async (journal: ReturnType<typeof createJournal>) => {
          for (const record of records) expect(await journal.read(record.key)).toEqual(record);
        };
        await withJournal(async (journal) => {
          await Promise.all(records.map(journal.append));
          await check(journal);
        });
        await withJournal(check);
        for (const line of (await readFile(await onlySegment(), "utf8")).trimEnd().split("\n")) JSON.parse(line);
      }),
      { numRuns: 60 },
    );
  });

  it("prefers the newest answer to any failure, also across segments", async () => {
    await withJournal(async (journal) => {
      await journal.append(repliedRecord(1, '{"n":2}', { at: 200, origin: "https://new.example" }));
      await journal.append(failedRecord(1, undefined, { at: 300 }));
      expect(journal.lookUp(keyOf(1))).toBe("answered");
    });
    await withJournal(async (journal) => {
      await journal.append(repliedRecord(1, '{"n":1}', { at: 100 }));
      await journal.append(failedRecord(2, undefined, { at: 300 }));
    });
    await withJournal(async (journal) => {
      expect((await journal.open()).records).toBe(4);
      expect((await journal.read(keyOf(1)))?.outcome.body).toBe('{"n":2}');
      expect(journal.originOf(keyOf(1))).toBe("https://new.example");
      expect(journal.lookUp(keyOf(2))).toBe("failed");
      expect(journal.lookUp(keyOf(3))).toBeNull();
    });
  });

  it("stores one-line JSON replies as they are, at less than 1.5 times their bytes", async () => {
    const body = JSON.stringify({ choices: [{ message: { role: "assistant", content: 'She said "four".\n'.repeat(40) } }] });
    await withJournal((journal) => journal.append(repliedRecord(1, body)));
    const stored = await readFile(await onlySegment(), "utf8");
    expect(stored).toContain(body);
    expect(Buffer.byteLength(stored)).toBeLessThan(1.5 * Buffer.byteLength(body));
  });

  it("cuts a last record torn at any byte, keeps the rest and never writes behind the tear", async () => {
    await withJournal(async (journal) => {
      await journal.append(repliedRecord(1, '{"n":1}'));
      await journal.append(repliedRecord(2, '{"n":2}'));
    });
    const segment = await onlySegment();
    const whole = await readFile(segment);
    const secondStart = whole.indexOf(10) + 1;
    for (let end = secondStart; end < whole.length; end += 1) {
      for (const name of await segmentNames()) await rm(join(folder, name));
      await writeFile(segment, whole.subarray(0, end));
      await withJournal(async (journal) => {
        expect(await journal.open()).toEqual({ records: 1, tornTails: end === secondStart ? 0 : 1, damaged: [] });
        expect(journal.lookUp(keyOf(2))).toBeNull();
        await journal.append(repliedRecord(3, '{"n":3}'));
      });
      expect(await readFile(segment)).toEqual(whole.subarray(0, end));
      await withJournal(async (journal) => {
        expect((await journal.read(keyOf(1)))?.outcome.body).toBe('{"n":1}');
        expect((await journal.read(keyOf(3)))?.outcome.body).toBe('{"n":3}');
      });
    }
  });

  it("reports damage in the middle with its offset, sets it aside and keeps what follows", async () => {
    await withJournal(async (journal) => {
      for (let n = 0; n < 5; n += 1) await journal.append(repliedRecord(n, `{"n":${n}}`));
    });
    const segment = await onlySegment();
    const whole = await readFile(segment);
    const starts = [0];
    for (let at = whole.indexOf(10); at >= 0; at = whole.indexOf(10, at + 1)) starts.push(at + 1);
    const [, , second = 0, third = 0] = starts;
    for (let at = second; at < third; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x15;
      await writeFile(segment, damaged);
      await rm(join(folder, "damaged"), { recursive: true, force: true });
      await withJournal(async (journal) => {
        const report = await journal.open();
        // A damaged newline costs that byte alone.
        const isNewline = at === third - 1;
        expect(report.records).toBe(isNewline ? 5 : 4);
        expect(report.damaged).toEqual([
          { segment: expect.any(String), offset: isNewline ? at : second, bytes: isNewline ? 1 : third - second },
        ]);
        expect(await readdir(join(folder, "damaged"))).toHaveLength(1);
        for (const n of [0, 1, 3, 4]) expect((await journal.read(keyOf(n)))?.outcome.body).toBe(`{"n":${n}}`);
        expect(journal.lookUp(keyOf(2))).toBe(isNewline ? "answered" : null);
      });
    }
  });

  it("reports lines taken out of the middle", async () => {
    await withJournal(async (journal) => {
      for (let n = 0; n < 3; n += 1) await journal.append(repliedRecord(n, "{}"));
    });
    const segment = await onlySegment();
    const lines = (await readFile(segment, "utf8")).split("\n");
    await writeFile(segment, [lines[0], ...lines.slice(2)].join("\n"));
    await withJournal(async (journal) => {
      const report = await journal.open();
      expect(report.damaged).toEqual([{ segment: expect.any(String), offset: (lines[0]?.length ?? 0) + 1, bytes: 0 }]);
      expect(journal.lookUp(keyOf(2))).toBe("answered");
    });
  });

  it("neither follows links nor believes a cache that names other files", async () => {
    await withJournal((journal) => journal.append(repliedRecord(1, "{}")));
    const outside = join(root, "outside.jsonl");
    await rename(await onlySegment(), outside);
    await symlink(outside, join(folder, "linked.jsonl"));
    const segment = { name: "../../outside.jsonl", scannedTo: 0, lastSeq: 0, damaged: [] };
    const head = { version: 1, littleEndian: true, count: 0, origins: [], crc: 0, records: 7, segments: [segment] };
    await writeFile(join(folder, "index.cache"), `${JSON.stringify(head)}\n`);
    await withJournal(async (journal) => {
      expect(await journal.open()).toEqual({ records: 0, tornTails: 0, damaged: [] });
      expect(await journal.read(keyOf(1))).toBeNull();
    });
  });

  it("skips a line too long to be a record and keeps what follows", async () => {
    await withJournal((journal) => journal.append(repliedRecord(1, "{}")));
    const segment = await onlySegment();
    const record = await readFile(segment);
    const junk = 70 << 20;
    await writeFile(segment, Buffer.concat([Buffer.alloc(junk, 120), Buffer.from("\n"), record]));
    await withJournal(async (journal) => {
      const report = await journal.open();
      expect(report).toMatchObject({ records: 1, damaged: [{ offset: 0, bytes: junk + 1 }] });
      expect((await journal.read(keyOf(1)))?.outcome.body).toBe("{}");
    });
  });

  it("notices damage that came after the index was built", async () => {
    await withJournal(async (journal) => {
      await journal.append(repliedRecord(1, '{"n":1}'));
      await journal.append(repliedRecord(2, '{"n":2}'));
      const segment = await onlySegment();
      const bytes = await readFile(segment);
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      await writeFile(segment, bytes);
      expect(await journal.read(keyOf(1))).toBeNull();
      expect(journal.lookUp(keyOf(1))).toBeNull();
      expect((await journal.read(keyOf(2)))?.outcome.body).toBe('{"n":2}');
    });
  });

  it("opens from its cache to the same index, and without it as well", async () => {
    const body = JSON.stringify({ text: "x".repeat(20_000) });
    await withJournal((journal) => Promise.all(Array.from({ length: 300 }, (_, n) => journal.append(repliedRecord(n, body)))));
    expect(await readdir(folder)).toContain("index.cache");
    const segment = await onlySegment();
    await withJournal((journal) => journal.append(repliedRecord(999, "{}")));
    const check = async () =>
      await withJournal(async (journal) => {
        expect((await journal.open()).records).toBe(301);
        for (const n of [0, 150, 299, 999]) expect((await journal.read(keyOf(n)))?.key).toBe(keyOf(n));
      });
    await check();
    await writeFile(join(folder, "index.cache"), "nonsense");
    await check();
    await rm(join(folder, "index.cache"));
    await check();
    await appendFile(segment, "torn");
    await withJournal(async (journal) => expect(await journal.open()).toMatchObject({ records: 301, tornTails: 1 }));
    expect((await stat(segment)).size).toBeGreaterThan(300 * body.length);
  });
});
