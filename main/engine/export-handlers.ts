import { AssayError } from "#shared/assay-error.ts";
import type { NotebookFormat } from "#shared/contract/exports.ts";
import type { Handlers } from "#shared/contract/handlers.ts";
import { bundleInput } from "./bundle.ts";
import type { EngineParts } from "./parts/engine-parts.ts";
import type { ReportInput } from "./parts/report.ts";
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
      return {
        fileName: given.fileName.replace(/\.html$/, `.${input.format}`),
        bytes: new Blob([typeof content === "string" ? content : Uint8Array.from(content)], { type: types[input.format] }),
        stale: staleIn(given),
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
    pdf: async (input, { signal }) => {
      if (parts.printPdf === null)
        throw new AssayError("unsupported", "A PDF is laid out by a browser, and there is none here.", {
          hint: "Export the notebook as HTML, open that in a browser, and print it to a file.",
        });
      const given = await reportInput(session(input), signal);
      const pdf = await parts.printPdf(await parts.report(given));
      return {
        fileName: given.fileName.replace(/\.html$/, ".pdf"),
        bytes: new Blob([Uint8Array.from(pdf)], { type: "application/pdf" }),
        stale: staleIn(given),
      };
    },
    hubToken: () => parts.uploads.hubToken(),
    saveHubToken: async ({ token }) => {
      await parts.uploads.saveHubToken(token);
      return parts.uploads.hubToken();
    },
  };
}

function staleIn({ blocks }: ReportInput): readonly string[] {
  return blocks.flatMap((block) => (block.type === "cell" && block.status.state === "stale" ? [block.status.name] : []));
}
