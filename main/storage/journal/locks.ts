import { join } from "node:path";
import { errnoOf } from "../errors.ts";
import type { FileSystem } from "../file-system.ts";
import { type Presence, readIdentity } from "./presence.ts";

export type Lock = { readonly name: string; readonly generation: number };

export type Locks = {
  /** null: a living process has it. */
  readonly take: (name: string) => Promise<Lock | null>;
  /** `settled`: nobody will ever need this lock again, so what dead owners left of it goes too. */
  readonly giveBack: (lock: Lock, settled: boolean) => Promise<void>;
};

/**
 * One owner per name across processes, without waiting and without a server.
 *
 * A lock is a second name (hard link) of the owner's presence file: `NAME.0` appears at once and whole, says whose it is,
 * and the system lets exactly one process make it. If its owner died, the next process makes `NAME.1`, and so on.
 *
 * Why there are never two owners. A living process removes only its own link, and nobody removes a dead one's while the
 * name still matters. Who makes `NAME.g` looks again that `NAME.0 … NAME.g-1` are still the same dead owners' links; as
 * nobody removes those, they stay, so every other process meets them first and then `NAME.g`, whose owner lives. If one
 * of them changed, someone released and took it between our look and our link: we remove our link and start again.
 * Dead links are removed only once the name is settled, when whoever takes the lock finds the answer and buys nothing.
 */
export function createLocks(fs: FileSystem, folder: string, presence: Presence): Locks {
  const prepared = new Set<string>();

  async function take(name: string): Promise<Lock | null> {
    const own = await presence.announce();
    if (!prepared.has(folder)) await fs.makeFolder(folder);
    prepared.add(folder);
    for (;;) {
      const outcome = await attempt(name, own);
      if (outcome !== "again") return outcome;
    }
  }

  async function attempt(name: string, own: string): Promise<Lock | null | "again"> {
    const dead: string[] = [];
    for (;;) {
      const generation = dead.length;
      const path = pathOf({ name, generation });
      try {
        await fs.link(own, path);
      } catch (error) {
        if (errnoOf(error) !== "EEXIST") throw error;
        const owner = await ownerOf(path);
        if (owner === null) return "again";
        if (!owner.isDead) return null;
        dead.push(owner.mark);
        continue;
      }
      for (const [earlier, mark] of dead.entries()) {
        if ((await ownerOf(pathOf({ name, generation: earlier })))?.mark === mark) continue;
        await fs.remove(path);
        return "again";
      }
      return { name, generation };
    }
  }

  async function ownerOf(path: string): Promise<{ readonly mark: string; readonly isDead: boolean } | null> {
    const status = await fs.status(path);
    if (status === null) return null;
    const identity = await readIdentity(fs, path);
    return { mark: identity?.id ?? `unreadable ${status.modifiedAt}`, isDead: await presence.isDead(identity, path) };
  }

  async function giveBack(lock: Lock, settled: boolean): Promise<void> {
    for (let generation = 0; settled && generation < lock.generation; generation += 1) {
      await fs.remove(pathOf({ name: lock.name, generation }));
    }
    await fs.remove(pathOf(lock));
  }

  function pathOf(lock: Lock): string {
    return join(folder, `${lock.name}.${lock.generation}`);
  }

  return { take, giveBack };
}
