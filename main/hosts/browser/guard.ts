import type { IncomingHttpHeaders } from "node:http";

/** How far a route is open: to anyone who may reach the host, to a signed-in page, to another process of the same user. */
export type Access = "public" | "session" | "owner";

/** What a route does: reads and writes are requests, an upgrade becomes a socket. */
export type Action = "read" | "write" | "upgrade";

export type Refusal = { readonly status: 400 | 401 | 403 | 415; readonly sentence: string };

export type GuardContext = {
  /** Host headers that mean this server; anything else is a page trying to reach us under another name. */
  readonly hosts: ReadonlySet<string>;
  /** Origins of our own pages. */
  readonly origins: ReadonlySet<string>;
  readonly isSignedIn: (cookie: string | undefined) => boolean;
  readonly isOwner: (authorization: string | undefined) => boolean;
};

/** Why a request must not reach its route, or null. Every request passes here, whatever its route. */
export function refusalOf(
  route: { readonly access: Access; readonly action: Action },
  headers: IncomingHttpHeaders,
  context: GuardContext,
): Refusal | null {
  if (!headers.host || !context.hosts.has(headers.host.toLowerCase())) {
    return { status: 403, sentence: "This address does not belong to Assay. Use the link that `assay serve` printed." };
  }
  if (route.action !== "read") {
    if (!headers.origin || !context.origins.has(headers.origin)) return { status: 403, sentence: "Only Assay's own page may do this." };
    if (isForeign(headers)) return { status: 403, sentence: "Only Assay's own page may do this." };
  } else if (isForeign(headers) && headers["sec-fetch-mode"] !== "navigate") {
    return { status: 403, sentence: "Only Assay's own page may read this." };
  }
  if (route.action === "write" && !/^application\/json\b/i.test(headers["content-type"] ?? "")) {
    return { status: 415, sentence: "Send JSON." };
  }
  if (route.access === "session" && !context.isSignedIn(headers.cookie)) {
    return { status: 401, sentence: "This page needs the link that `assay serve` printed. Run `assay serve` again for a fresh one." };
  }
  if (route.access === "owner" && !context.isOwner(headers.authorization)) {
    return { status: 401, sentence: "Only the user who started this server may ask for a link." };
  }
  return null;
}

/** Browsers that send fetch metadata say who asked; `none` is a person typing an address or following a link outside the browser. */
function isForeign(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}
