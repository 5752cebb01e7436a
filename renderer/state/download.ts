import type { NotebookFormat } from "#shared/contract/exports.ts";
import { notify } from "../kit/toast.ts";
import type { LiveSession } from "./session-runs.ts";

/** Asks for the whole notebook as one file and hands it to the reader; says which of its results are old. */
export async function downloadNotebook(session: LiveSession, format: NotebookFormat): Promise<void> {
  await session.sync.flush();
  keepExport(await session.connection.client.exports.notebook({ notebook: session.notebook, format }));
}

/** The notebook's report on paper, where the host lays it out. */
export async function downloadPdf(session: LiveSession): Promise<void> {
  await session.sync.flush();
  keepExport(await session.connection.client.exports.pdf({ notebook: session.notebook }));
}

type Exported = { readonly fileName: string; readonly bytes: Blob; readonly stale: readonly string[] };

function keepExport({ fileName, bytes, stale }: Exported): void {
  offerFile(fileName, bytes);
  if (stale.length > 0) notify(`${fileName} holds older results of ${stale.join(", ")}, marked as stale.`);
}

/** Hands the reader a file to keep. */
export function offerFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
