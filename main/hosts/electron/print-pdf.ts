import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { BrowserWindow } from "electron";

/** Lays a report out on paper in a window nobody sees, where no script runs; the report itself forbids every request. */
export async function printPdf(html: string, temporaryFolder: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(temporaryFolder, "assay-print-"));
  const path = join(folder, "report.html");
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  try {
    // An address that holds the report itself could be no longer than 2 MB.
    await writeFile(path, html);
    await window.loadURL(pathToFileURL(path).href);
    return await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true });
  } finally {
    window.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}
