import { readFile, realpath, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { AssayError } from "#shared/assay-error.ts";
import { canOpenBrowser, openBrowser, tunnelCommand } from "../browser/open-browser.ts";
import { leaveNote, linkToRunning, notesFolder } from "../browser/running-hosts.ts";
import { type BrowserHost, startBrowserHost } from "../browser/server.ts";
import { pageFolder } from "../package-root.ts";
import { openAssay } from "../wire.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { errorReporter } from "./reporter.ts";
import type { Terminal } from "./terminal.ts";
import { targetOf } from "./workspace.ts";

export type ServeOptions = {
  readonly path: string;
  readonly port: number | null;
  readonly openBrowser: boolean;
  /** A path such as `/x/`, or a whole address when a proxy stands in front. */
  readonly baseUrl: string | null;
  readonly listen: string;
  readonly tokenFile: string | null;
  readonly idleExitMinutes: number | null;
};

const shortestFixedToken = 32;

/** Serves a folder until interrupted. A folder that is served already is opened there instead. */
export async function serve(options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const { folder, notebook } = await targetOf(options.path);
  const served = await realpath(folder);
  const fixedToken = await readFixedToken(options);
  const notes = await notesFolder(terminal.environment);
  const running = notes && options.port === null ? await linkToRunning(notes, served, notebook) : null;
  if (running) {
    showLink(running, "Served already at", options, terminal);
    return exitCodes.done;
  }

  const report = errorReporter(terminal);
  const assay = await openAssay({
    folder: served,
    describe: () => ({ name: "browser", address: host ? new URL(host.url).host : "", revealFile: false }),
    keyStore: null,
    ...report,
  });
  let host: BrowserHost | null = null;
  try {
    host = await startBrowserHost({
      handlers: assay.handlers,
      pageFolder: pageFolder(),
      address: options.listen,
      port: options.port,
      ...baseOf(options.baseUrl),
      fixedToken,
      now: Date.now,
      ...report,
    });
    const removeNote = notes ? await leaveNote(notes, served, { pid: process.pid, ...host }) : null;
    if (fixedToken === null) showLink(host.createLink(notebook), "Assay is at", options, terminal);
    else terminal.print(`Assay is at ${host.url}enter#token=… (the token is in ${options.tokenFile})`);
    const tunnel = tunnelCommand(terminal.environment, host.port, userInfo().username);
    if (tunnel) terminal.print(`From your own machine first run: ${tunnel}`);
    await untilDone(host, options.idleExitMinutes, terminal);
    await removeNote?.();
  } finally {
    await host?.close();
    await assay.close();
  }
  return exitCodes.done;
}

function showLink(link: string, sentence: string, options: ServeOptions, terminal: Terminal): void {
  terminal.print(`${sentence} ${link}`);
  if (options.openBrowser && canOpenBrowser(terminal.environment, process.platform)) openBrowser(link, process.platform);
}

/** Resolves on Ctrl-C, or when no page has been connected for the minutes given. */
async function untilDone(host: BrowserHost, idleExitMinutes: number | null, terminal: Terminal): Promise<void> {
  const ended = new AbortController();
  const stopListening = terminal.onInterrupt(() => {
    if (ended.signal.aborted) process.exit(exitCodes.interrupted);
    terminal.complain("Stopping: runs are paused and keep what is finished. Press Ctrl-C again to leave at once.");
    ended.abort();
  });
  let idleSince = performance.now();
  while (!ended.signal.aborted) {
    await sleep(1_000, undefined, { signal: ended.signal }).catch(() => undefined);
    if (host.connections() > 0) idleSince = performance.now();
    if (idleExitMinutes !== null && performance.now() - idleSince >= idleExitMinutes * 60_000) {
      terminal.complain(`No page was open for ${idleExitMinutes} min.`);
      break;
    }
  }
  stopListening();
}

function baseOf(baseUrl: string | null): { readonly basePath: string; readonly publicOrigin: string | null } {
  if (baseUrl === null) return { basePath: "/", publicOrigin: null };
  const slashed = baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`;
  if (slashed.startsWith("/")) return { basePath: slashed, publicOrigin: null };
  if (!URL.canParse(slashed)) {
    throw new AssayError("unsupported", `${baseUrl} is no address.`, {
      hint: "Give a path such as /x/, or a whole address such as https://lab.example/x/.",
    });
  }
  const url = new URL(slashed);
  return { basePath: url.pathname, publicOrigin: url.origin };
}

/** Beyond loopback anyone on the network can try, so the user has to have chosen a secret for it. */
async function readFixedToken({ listen, tokenFile }: ServeOptions): Promise<string | null> {
  if (tokenFile === null) {
    if (isLoopback(listen)) return null;
    throw new AssayError("forbidden", `Listening on ${listen} lets others on the network reach this server.`, {
      hint: "Stay on 127.0.0.1 and use ssh -L, or give --token-file FILE with a long secret.",
    });
  }
  const status = await stat(tokenFile).catch(() => null);
  if (!status)
    throw new AssayError("not-found", `There is no token file ${tokenFile}.`, { hint: "Write a long random text into it first." });
  if (process.platform !== "win32" && (status.mode & 0o077) !== 0) {
    throw new AssayError("forbidden", `Others on this machine can read ${tokenFile}.`, { hint: `Run: chmod 600 ${tokenFile}` });
  }
  const token = (await readFile(tokenFile, "utf8")).trim();
  if (token.length < shortestFixedToken) {
    throw new AssayError("forbidden", `The token in ${tokenFile} is too short.`, {
      hint: `Use at least ${shortestFixedToken} characters.`,
    });
  }
  if (listen === "0.0.0.0" || listen === "::") {
    throw new AssayError("unsupported", `${listen} is every address of this machine at once.`, {
      hint: "Name the one address under which the page is to be opened: the server answers to no other.",
    });
  }
  return token;
}

export function isLoopback(address: string): boolean {
  return address === "localhost" || address === "::1" || /^127(\.\d{1,3}){3}$/.test(address);
}
