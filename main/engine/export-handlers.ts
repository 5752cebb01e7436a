import type { NotebookFormat } from "#shared/contract/exports.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import { bundleInput } from "./bundle.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import { reportInput } from "./report-input.ts";
import type { Session } from "./session.ts";

const types: { readonly [format in NotebookFormat]: string } = {
  html: "text/html",
  md: "text/markdown",
  ipynb: "application/x-ipynb+json",
  zip: "application/zip",
};

/** The notebook as one file, and the token for the hub. */
export function createExportHandlers(parts: EngineParts, session: (input: { readonly notebook: string }) => Session): Handlers["exports"] {
  return {
    notebook: async (input, { signal }) => {
      const opened = session(input);
      const given = await reportInput(opened, signal);
      const content = await contentOf(opened, input.format, signal);
      const stale = given.blocks.flatMap((block) => (block.type === "cell" && block.status.state === "stale" ? [block.status.name] : []));
      return {
        fileName: given.fileName.replace(/\.html$/, `.${input.format}`),
        bytes: new Blob([typeof content === "string" ? content : Uint8Array.from(content)], { type: types[input.format] }),
        stale,
      };

      async function contentOf(from: Session, format: NotebookFormat, stop: AbortSignal): Promise<string | Uint8Array> {
        switch (format) {
          case "html":
            return parts.report(given);
          case "md":
            return parts.notebookExports.markdown(given);
          case "ipynb":
            return parts.notebookExports.ipynb(given);
          case "zip":
            return parts.notebookExports.bundle(await bundleInput(from, stop), stop);
        }
      }
    },
    hubToken: () => parts.uploads.hubToken(),
    saveHubToken: async ({ token }) => {
      await parts.uploads.saveHubToken(token);
      return parts.uploads.hubToken();
    },
  };
}
