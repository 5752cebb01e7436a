import { join } from "node:path";
import { prepareAssayFolder } from "../assay-folder.ts";
import type { FileSystem } from "../file-system.ts";
import { livenessOf, ownIdentity, type ProcessIdentity, processIdentity } from "./process-identity.ts";

/** `.assay/hosts/ID.json`: which processes may write on this folder. `ID.jsonl` in the journal can grow while `ID` is here. */
export type Presence = {
  /** Announces this process and returns the path of its file. Segments and locks come only after it. */
  readonly announce: () => Promise<string>;
  /** Ids of the processes announced, this one excluded. */
  readonly others: () => Promise<readonly string[]>;
  readonly isDead: (owner: ProcessIdentity | null, file: string) => Promise<boolean>;
  readonly leave: () => Promise<void>;
};

/** A process this machine can't look up counts as dead when its file has not been touched for so long, by our own clock. */
const silenceMs = 60_000;
const heartbeatMs = 10_000;

export function createPresence(fs: FileSystem, assay: string, hostId: string, monotonicMs: () => number): Presence {
  const folder = join(assay, "hosts");
  const ownFile = join(folder, `${hostId}.json`);
  const lastTouched = new Map<string, { readonly modifiedAt: number; readonly seenAt: number }>();
  let announcing: Promise<string> | null = null;
  let heartbeat: NodeJS.Timeout | null = null;

  async function announce(): Promise<string> {
    await prepareAssayFolder(fs, assay, "hosts");
    const file = await fs.create(ownFile);
    try {
      await file.write(Buffer.from(JSON.stringify(await ownIdentity(hostId))));
    } catch (error) {
      await fs.remove(ownFile);
      throw error;
    } finally {
      await file.close();
    }
    // A missed heartbeat only matters to other machines, and the next one follows.
    heartbeat = setInterval(() => void fs.touch(ownFile).catch(() => undefined), heartbeatMs).unref();
    await removeDead();
    return ownFile;
  }

  async function others(): Promise<readonly string[]> {
    const names = await fs.list(folder);
    return names.flatMap((name) => (name.endsWith(".json") && name !== `${hostId}.json` ? [name.slice(0, -".json".length)] : []));
  }

  async function removeDead(): Promise<void> {
    for (const id of await others()) {
      const file = join(folder, `${id}.json`);
      const identity = await readIdentity(fs, file);
      // Only what is certainly dead: a living process whose file is gone would no longer be listened to.
      if (identity && (await livenessOf(identity)) === "dead") await fs.remove(file);
    }
  }

  async function isDead(owner: ProcessIdentity | null, file: string): Promise<boolean> {
    const liveness = owner ? await livenessOf(owner) : "unknown";
    if (liveness !== "unknown") return liveness === "dead";
    const status = await fs.status(file);
    if (status === null) return false;
    const seen = lastTouched.get(file);
    if (seen?.modifiedAt === status.modifiedAt) return monotonicMs() - seen.seenAt > silenceMs;
    lastTouched.set(file, { modifiedAt: status.modifiedAt, seenAt: monotonicMs() });
    return false;
  }

  return {
    announce: () => {
      announcing ??= announce().catch((error: unknown) => {
        announcing = null;
        throw error;
      });
      return announcing;
    },
    others,
    isDead,
    leave: async () => {
      if (heartbeat) clearInterval(heartbeat);
      if (announcing !== null) await fs.remove(ownFile);
      announcing = null;
    },
  };
}

/** null when the file is not (or not wholly) there. */
export async function readIdentity(fs: FileSystem, file: string): Promise<ProcessIdentity | null> {
  try {
    return processIdentity.parse(JSON.parse((await fs.read(file)).toString("utf8")));
  } catch {
    return null;
  }
}
