import { join } from "node:path";
import { app, dialog } from "electron";
import { type Memory, withoutRecent, withRecent } from "./remembered.ts";
import type { Windows } from "./windows.ts";
import { workspaceAt } from "./workspace-path.ts";

export type Opening = {
  readonly open: (path: string) => Promise<void>;
  /** Asks which notebook or folder, then opens it. */
  readonly choose: (property: "openFile" | "openDirectory") => Promise<void>;
  readonly clearRecent: () => void;
};

export type OpeningParts = { readonly windows: Windows; readonly memory: Memory; readonly onRecent: () => void };

/** Opens what a person names, and remembers it for Open recent and the system's own list. */
export function createOpening({ windows, memory, onRecent }: OpeningParts): Opening {
  const remember = (recent: string[]): void => {
    void memory.change({ recent });
    onRecent();
  };
  const open = async (path: string): Promise<void> => {
    const workspace = await workspaceAt(path);
    if (!workspace) {
      remember(withoutRecent(memory.now().recent, path));
      return dialog.showErrorBox("Assay cannot open this", `There is nothing at ${path}. It may have been moved or renamed.`);
    }
    const opened = join(workspace.folder, workspace.notebook ?? "");
    remember(withRecent(memory.now().recent, opened));
    app.addRecentDocument(opened);
    await windows.open(workspace);
  };
  return {
    open,
    choose: async (property) => {
      const filters = property === "openFile" ? [{ name: "Notebooks", extensions: ["md"] }] : [];
      const { filePaths } = await dialog.showOpenDialog({ properties: [property], filters });
      if (filePaths[0]) await open(filePaths[0]);
    },
    clearRecent: () => {
      app.clearRecentDocuments();
      remember([]);
    },
  };
}
