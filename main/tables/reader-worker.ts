import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { ReaderRequest } from "./data-readers.ts";
import { readData } from "./readers/read-data.ts";
import { serveRequests } from "./worker-server.ts";

serveRequests(async (request: ReaderRequest, signal) =>
  "files" in request ? await readData(request.files, signal) : await hashFile(request.hash),
);

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}
