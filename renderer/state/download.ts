import type { LiveSession } from "./session-runs.ts";

/** Asks for the whole notebook as one HTML file and hands it to the reader. */
export async function downloadReport(session: LiveSession): Promise<void> {
  await session.sync.flush();
  const { fileName, html } = await session.connection.client.notebook.report({ notebook: session.notebook });
  offerFile(fileName, new Blob([html], { type: "text/html" }));
}

/** Hands the reader a file to keep. */
export function offerFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
