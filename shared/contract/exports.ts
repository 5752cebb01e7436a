import { oc, type } from "@orpc/contract";
import { z } from "zod";
import { notebookRef } from "./schemas.ts";

/** Where datasets are pushed to, and whether there is a token for it; the token itself never comes back. */
export type HubTokenState = { readonly origin: string; readonly state: "environment" | "keychain" | "session" | "missing" };

export const notebookFormats = ["html", "md", "ipynb", "zip"] as const;
export type NotebookFormat = (typeof notebookFormats)[number];

/** What leaves a notebook: the whole of it as one file, and the right to push datasets. */
export const exporting = {
  /** The notebook as it stands, as one file. Runs nothing. */
  notebook: oc
    .input(notebookRef.extend({ format: z.enum(notebookFormats) }))
    .output(type<{ readonly fileName: string; readonly bytes: Blob; readonly stale: readonly string[] }>()),
  /** The report laid out on paper. Throws unsupported where the host has nothing to lay it out with. */
  pdf: oc.input(notebookRef).output(type<{ readonly fileName: string; readonly bytes: Blob; readonly stale: readonly string[] }>()),
  hubToken: oc.output(type<HubTokenState>()),
  /** Null forgets the token. */
  saveHubToken: oc.input(z.object({ token: z.string().min(1).nullable() })).output(type<HubTokenState>()),
};
