import { createHash } from "node:crypto";
import { lstat, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { linkTo } from "./server.ts";

/** What one `assay serve` leaves for the next on the same folder, readable by this user only. */
const running = z.object({ pid: z.number().int(), url: z.url(), port: z.number().int(), ownerSecret: z.string() });
export type RunningHost = z.infer<typeof running>;

const answerWithinMs = 2_000;

/** The user's own folder for notes on running hosts; null where another user could read or have planted it. */
export async function notesFolder(environment: { readonly [name: string]: string | undefined }): Promise<string | null> {
  const user = userInfo();
  const folder = join(environment.XDG_RUNTIME_DIR || tmpdir(), `assay-${user.username}`);
  try {
    await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    const status = await lstat(folder);
    const isOurs = user.uid === -1 || (status.uid === user.uid && (status.mode & 0o077) === 0);
    return status.isDirectory() && isOurs ? folder : null;
  } catch {
    return null; // Without a note a second server starts beside the first, which is harmless.
  }
}

const noteOf = (notes: string, folder: string): string =>
  join(notes, `${createHash("sha256").update(folder).digest("hex").slice(0, 32)}.json`);

/** Leaves a note; returns how to take it away. */
export async function leaveNote(notes: string, folder: string, host: RunningHost): Promise<() => Promise<void>> {
  const note = noteOf(notes, folder);
  await writeFile(note, JSON.stringify(host), { mode: 0o600 });
  return () => rm(note, { force: true });
}

/** A fresh link into the host that serves the folder already, or null. */
export async function linkToRunning(notes: string, folder: string, notebook: string | null): Promise<string | null> {
  const text = await readFile(noteOf(notes, folder), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    const host = running.parse(JSON.parse(text));
    return linkTo(host.url, await askForToken(host), notebook);
  } catch {
    return null; // Left behind by a process that was killed.
  }
}

function askForToken(host: RunningHost): Promise<string> {
  const { pathname, origin, host: hostHeader } = new URL(host.url);
  return new Promise((resolve, reject) => {
    const asked = request({
      host: "127.0.0.1",
      port: host.port,
      method: "POST",
      path: `${pathname}launch`,
      headers: { host: hostHeader, origin, authorization: `Bearer ${host.ownerSecret}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(answerWithinMs),
    });
    asked.on("error", reject);
    asked.on("response", async (response) => {
      try {
        let body = "";
        for await (const chunk of response) body += chunk;
        resolve(z.object({ token: z.string() }).parse(JSON.parse(body)).token);
      } catch (error) {
        reject(error);
      }
    });
    asked.end("{}");
  });
}
