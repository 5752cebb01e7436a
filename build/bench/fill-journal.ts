// `node --import tsx build/bench/fill-journal.ts FOLDER SEGMENTS RECORDS`: a journal with a long past, as that many runs leave it.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { nodeFileSystem } from "#main/storage/file-system.ts";
import { createJournal } from "#main/storage/journal/journal.ts";

const [folder = ".", segments = "100", records = "2000"] = process.argv.slice(2);
const clock = { now: () => Date.now(), monotonicMs: () => performance.now() };
const content = "balance brass scale weigh pan measure proof metal ounce grain ".repeat(16);

for (let segment = 0; segment < Number(segments); segment += 1) {
  const journal = createJournal(join(folder, ".assay", "journal"), nodeFileSystem, clock);
  const appended = Array.from({ length: Number(records) }, (_, index) => {
    const key = createHash("sha256").update(`${segment} ${index}`).digest("hex");
    const body = JSON.stringify({
      id: key.slice(0, 12),
      choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    });
    const outcome = { type: "replied", body, origin: "http://127.0.0.1", latencyMs: 1, attempts: 1 } as const;
    return journal.append({ key, model: "bench/answers", at: clock.now(), outcome });
  });
  await Promise.all(appended);
  await journal.close();
}
