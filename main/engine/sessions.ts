import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { AssayError } from "#shared/assay-error.ts";
import { writeNotebook } from "#shared/notebook/read.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import { openSession, type Session } from "./session.ts";

/** Open notebooks. Two windows on one file share one session. */
export type Sessions = {
  readonly open: (path: string) => Promise<{ readonly id: string; readonly session: Session }>;
  readonly get: (id: string) => Session;
  readonly create: (path: string, title: string) => Promise<{ readonly path: string }>;
  /** Writes an open notebook to another file beside it. */
  readonly saveAs: (id: string, name: string) => Promise<{ readonly path: string }>;
  readonly copyExample: (path: string) => Promise<{ readonly path: string }>;
  readonly refreshAll: () => Promise<void>;
  readonly close: (id: string) => Promise<void>;
  readonly closeAll: () => Promise<void>;
};

type Opened = { readonly session: Promise<Session>; readonly ready: { session: Session | null }; readonly path: string; windows: number };

/** `folder` is what the workbench was opened on: notebooks outside it are not reached by name. */
export function createSessions(parts: EngineParts, folder: string): Sessions {
  const opened = new Map<string, Opened>();

  const pathOf = (path: string): string => {
    const full = resolve(folder, path);
    const inside = relative(folder, full);
    if (inside.startsWith("..") || isAbsolute(inside)) {
      throw new AssayError("outside-folder", `\`${path}\` is outside the folder Assay was opened on.`, {
        hint: `Open Assay on its folder: assay serve ${path}`,
      });
    }
    return full;
  };

  const open = async (path: string): Promise<{ id: string; session: Session }> => {
    const full = pathOf(path);
    const known = [...opened].find(([, each]) => each.path === full);
    if (known !== undefined) {
      known[1].windows += 1;
      return { id: known[0], session: await known[1].session };
    }
    const id = parts.createIdentifier();
    const ready: { session: Session | null } = { session: null };
    const session = openSession(full, parts).then((each) => {
      ready.session = each;
      return each;
    });
    opened.set(id, { session, ready, path: full, windows: 1 });
    try {
      const started = await session;
      // Windows are told of the cells when they are known; the text is on screen before that.
      started.refresh().catch((error: unknown) => parts.log({ level: "error", message: "evaluating a notebook failed", detail: error }));
      return { id, session: started };
    } catch (error) {
      opened.delete(id);
      throw error;
    }
  };

  const get = (id: string): Session => {
    const session = opened.get(id)?.ready.session;
    if (session) return session;
    throw new AssayError("not-found", "This notebook is not open any more.", { hint: "Open it again." });
  };

  const writeNew = async (full: string, named: string, bytes: Uint8Array): Promise<void> => {
    await parts.notebooks.save(full, bytes, null).catch((error: unknown) => {
      if (error instanceof AssayError && error.code === "notebook-changed-on-disk") {
        throw new AssayError("name-taken", `There is already a file \`${named}\`.`, { hint: "Choose another name.", cause: error });
      }
      throw error;
    });
  };

  return {
    open,
    get,
    create: async (path, title) => {
      const named = withEnding(path);
      const text = `---\nassay: 1\ntitle: ${JSON.stringify(title)}\n---\n\n# ${title.replace(/\s+/g, " ")}\n`;
      await writeNew(pathOf(named), named, new TextEncoder().encode(text));
      return { path: named };
    },
    saveAs: async (id, name) => {
      const session = get(id);
      const named = withEnding(name);
      if (basename(named) !== named) {
        throw new AssayError("outside-folder", `\`${name}\` is a path, and a copy stands beside its notebook.`, {
          hint: "Give a name alone: data, labels and journal are found from where the notebook stands.",
        });
      }
      if (session.runs.isBusy()) {
        throw new AssayError("busy", "The notebook is running, and what runs belongs to the file it was started from.", {
          hint: "Stop it, or wait until it is done, and save then.",
        });
      }
      const full = join(dirname(session.path), named);
      await writeNew(full, named, writeNotebook(session.buffer.document()));
      await session.folder.state.write(named, session.state());
      return { path: relative(folder, full) };
    },
    copyExample: (path) => parts.copyExample(basename(path), folder),
    refreshAll: async () => {
      for (const { ready } of opened.values()) await ready.session?.refresh();
    },
    close: async (id) => {
      const known = opened.get(id);
      if (known === undefined) return;
      known.windows -= 1;
      // A run outlives its windows; the session ends when nobody looks and nothing runs.
      if (known.windows > 0) return;
      const session = await known.session;
      await session.runs.idle();
      if (known.windows > 0) return;
      opened.delete(id);
      await session.close();
    },
    closeAll: async () => {
      const all = [...opened.values()];
      opened.clear();
      await Promise.all(all.map(async (each) => (await each.session).close()));
    },
  };
}

function withEnding(path: string): string {
  return path.endsWith(".assay.md") ? path : `${path}.assay.md`;
}
