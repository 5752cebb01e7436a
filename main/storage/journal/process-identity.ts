import { execFile } from "node:child_process";
import { promises as files } from "node:fs";
import { hostname } from "node:os";
import { promisify } from "node:util";
import { z } from "zod";
import { errnoOf } from "../errors.ts";

/** A process, told apart from a later one with the same number. */
export const processIdentity = z.object({
  /** Names its presence file and its segments. */
  id: z.string(),
  pid: z.number().int().positive(),
  machine: z.string(),
  /** When it started, in the system's own words; null where the system won't say. */
  started: z.string().nullable(),
});
export type ProcessIdentity = z.infer<typeof processIdentity>;

/** `unknown`: on another machine (or in another container), where this one cannot look. */
export type Liveness = "alive" | "dead" | "unknown";

const run = promisify(execFile);

export async function ownIdentity(id: string): Promise<ProcessIdentity> {
  return { id, pid: process.pid, machine: hostname(), started: await startOf(process.pid) };
}

export async function livenessOf(identity: ProcessIdentity): Promise<Liveness> {
  if (identity.machine !== hostname()) return "unknown";
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if (errnoOf(error) !== "EPERM") return "dead";
  }
  if (identity.started === null) return "alive";
  const started = await startOf(identity.pid);
  return started === null || started === identity.started ? "alive" : "dead";
}

async function startOf(pid: number): Promise<string | null> {
  try {
    if (process.platform === "linux") return await startOnLinux(pid);
    if (process.platform === "win32") {
      const script = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
      return (await run("powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", script])).stdout.trim() || null;
    }
    return (
      (await run("ps", ["-o", "lstart=", "-p", String(pid)], { env: { ...process.env, LC_ALL: "C", TZ: "UTC" } })).stdout.trim() || null
    );
  } catch {
    // Without a start time the process number alone decides.
    return null;
  }
}

/** Boot and clock ticks since: the 22nd field of the stat line, counted behind the command's closing bracket. */
async function startOnLinux(pid: number): Promise<string | null> {
  const [boot, stat] = await Promise.all([
    files.readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    files.readFile(`/proc/${pid}/stat`, "utf8"),
  ]);
  const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return ticks === undefined ? null : `${boot.trim()} ${ticks}`;
}
