import { copyFile, readFile, realpath, rename, writeFile } from "node:fs/promises";
import { AssayError } from "#shared/assay-error.ts";
import { hasUndecodableBytes } from "#shared/notebook/bytes.ts";
import { textOf } from "#shared/notebook/document.ts";
import { formatNotebook } from "#shared/notebook/format.ts";
import { readNotebook, writeNotebook } from "#shared/notebook/read.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Puts notebooks into their plain form. With `check`, writes nothing and fails when a file is not in it. */
export async function formatNotebooks(paths: readonly string[], check: boolean, terminal: Terminal): Promise<ExitCode> {
  let changed = 0;
  for (const path of paths) {
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw new AssayError("not-found", `Cannot read ${path}.`, {
        hint: cause instanceof Error ? cause.message : "Check the path.",
        cause,
      });
    });
    const document = readNotebook(bytes);
    if (hasUndecodableBytes(textOf(document))) {
      throw new AssayError("notebook-unreadable", `${path} is not UTF-8 text.`, { hint: "Convert it to UTF-8 first." });
    }
    const formatted = writeNotebook(formatNotebook(document));
    if (Buffer.compare(bytes, formatted) === 0) continue;
    changed += 1;
    if (!check) await replaceFile(path, formatted);
    terminal.print(check ? `${path} is not in its plain form` : path);
  }
  if (check && changed > 0) terminal.complain("Run `assay fmt` on these files.");
  return check && changed > 0 ? exitCodes.badNotebook : exitCodes.done;
}

/** Whole or not at all. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const target = await realpath(path);
  const temporary = `${target}.${process.pid}.tmp`;
  await copyFile(target, temporary); // Keeps the mode.
  await writeFile(temporary, bytes, { flush: true });
  await rename(temporary, target);
}
