import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Clock } from "#main/engine/parts/engine-parts.ts";
import type { FileSystem } from "../file-system.ts";
import { createLocks, type Locks } from "./locks.ts";
import { createPresence, type Presence } from "./presence.ts";

/** This process on one folder: its id, its presence there, and the locks it may take. */
export type Host = { readonly id: string; readonly presence: Presence; readonly locks: Locks };

export function createHost(assay: string, fs: FileSystem, clock: Clock): Host {
  const stamp = new Date(clock.now()).toISOString().replace(/[^0-9]/g, "");
  const id = `${stamp}-${process.pid}-${randomBytes(4).toString("hex")}`;
  const presence = createPresence(fs, assay, id, clock.monotonicMs);
  return { id, presence, locks: createLocks(fs, join(assay, "locks"), presence) };
}
