import type { LiveSession } from "./session-runs.ts";

/** Opens the browser's print dialog on the notebook's report: there it is printed, or saved as PDF. */
export async function printReport(session: LiveSession): Promise<void> {
  await session.sync.flush();
  const { html } = await session.connection.client.notebook.report({ notebook: session.notebook });
  const frame = document.createElement("iframe");
  frame.title = "Report to print";
  // No script runs in it; the dialog is asked for from here.
  frame.setAttribute("sandbox", "allow-same-origin allow-modals");
  frame.style.cssText = "position: fixed; inset: auto 0 0 auto; width: 0; height: 0; border: 0";
  frame.srcdoc = html;
  await new Promise<void>((resolve) => {
    frame.onload = () => resolve();
    document.body.append(frame);
  });
  const pages = frame.contentWindow;
  pages?.addEventListener("afterprint", () => frame.remove(), { once: true });
  pages?.print();
}
