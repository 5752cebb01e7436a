import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { ReaderRequest } from "./data-readers.ts";
import { inspectData } from "./readers/inspect-data.ts";
import { readData } from "./readers/read-data.ts";
import { reshapeTable } from "./readers/reshape-table.ts";
import { serveRequests } from "./worker-server.ts";

/** Bytes between two words on how far reading is. */
const tellEvery = 16 * 1024 * 1024;

serveRequests(async (request: ReaderRequest, signal, tell) => {
  switch (request.type) {
    case "read":
      return await readData(request.files, request.options, signal, seldom(tell));
    case "inspect":
      return await inspectData(request.files, signal, seldom(tell));
    case "reshape":
      return await reshapeTable(request, signal);
    case "hash":
      return await hashFile(request.path);
  }
});

/** The same word once in so many bytes. */
function seldom(tell: (done: number) => void): (done: number) => void {
  let told = 0;
  return (done) => {
    // Less than before: the files are read once more.
    if (done >= told && done - told < tellEvery) return;
    told = done;
    tell(done);
  };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}
