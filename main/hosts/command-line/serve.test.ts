import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { canOpenBrowser, openCommand, tunnelCommand } from "../browser/open-browser.ts";
import { exitCodes } from "./exit-codes.ts";
import { type ServeOptions, serve } from "./serve.ts";
import { type TestTerminal, testTerminal } from "./test-terminal.ts";

let base: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "assay-serve-"));
  for (const name of ["home", "work", "run"]) await mkdir(join(base, name), { mode: 0o700 });
  vi.stubEnv("ASSAY_HOME", join(base, "home"));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(base, { recursive: true, force: true });
});

const options = (changes: Partial<ServeOptions> = {}): ServeOptions => ({
  path: join(base, "work"),
  port: null,
  openBrowser: false,
  baseUrl: null,
  listen: "127.0.0.1",
  tokenFile: null,
  idleExitMinutes: null,
  ...changes,
});

const terminalWith = (environment: { readonly [name: string]: string } = {}): TestTerminal => ({
  ...testTerminal(),
  environment: { XDG_RUNTIME_DIR: join(base, "run"), ...environment },
});

const link = (terminal: TestTerminal): string => /http\S+/.exec(terminal.printed[0] ?? "")?.[0] ?? "";

async function started(changes: Partial<ServeOptions> = {}, terminal = terminalWith()) {
  const ended = serve(options(changes), terminal);
  await vi.waitFor(() => expect(terminal.printed).not.toEqual([]), { timeout: 10_000 });
  return { terminal, ended };
}

async function signIn(address: string): Promise<number> {
  const url = new URL(address);
  const token = new URLSearchParams(url.hash.slice(1)).get("token");
  const answer = await fetch(new URL("session", url), {
    method: "POST",
    headers: { "content-type": "application/json", origin: url.origin },
    body: JSON.stringify({ token }),
  });
  return answer.status;
}

describe("assay serve", () => {
  it("prints one line with a link that works, and ends cleanly on Ctrl-C", async () => {
    const { terminal, ended } = await started();
    expect(terminal.printed).toHaveLength(1);
    expect(terminal.printed[0]).toMatch(/^Assay is at http:\/\/127\.0\.0\.1:\d+\/enter#token=[\w-]{43}$/);
    expect(await signIn(link(terminal))).toBe(200);
    terminal.interrupt();
    expect(await ended).toBe(exitCodes.done);
    await expect(fetch(link(terminal))).rejects.toThrow();
  });

  it("opens a folder that is served already where it is served, with a link of its own", async () => {
    const first = await started();
    const second = terminalWith();
    expect(await serve(options(), second)).toBe(exitCodes.done);
    expect(second.printed[0]).toMatch(/^Served already at /);
    expect(new URL(link(second)).port).toBe(new URL(link(first.terminal)).port);
    expect(await signIn(link(second))).toBe(200);
    first.terminal.interrupt();
    await first.ended;
    const third = await started();
    expect(third.terminal.printed[0]).toMatch(/^Assay is at /);
    third.terminal.interrupt();
    await third.ended;
  });

  it("opens the notebook it was given", async () => {
    await writeFile(join(base, "work", "nb.assay.md"), "");
    const { terminal, ended } = await started({ path: join(base, "work", "nb.assay.md") });
    expect(new URLSearchParams(new URL(link(terminal)).hash.slice(1)).get("notebook")).toBe("nb.assay.md");
    terminal.interrupt();
    await ended;
  });

  it("prints the tunnel to run at home when reached by ssh", async () => {
    const { terminal, ended } = await started({}, terminalWith({ SSH_CONNECTION: "10.0.0.9 50000 10.0.0.1 22" }));
    await vi.waitFor(() => expect(terminal.printed).toHaveLength(2));
    expect(terminal.printed[1]).toMatch(/ssh -L (\d+):127\.0\.0\.1:\1 \S+@10\.0\.0\.1$/);
    terminal.interrupt();
    await ended;
  });

  it("stops by itself when no page was open for long enough", async () => {
    const terminal = terminalWith();
    expect(await serve(options({ idleExitMinutes: 0.001 }), terminal)).toBe(exitCodes.done);
    expect(terminal.complained.at(-1)).toContain("No page was open");
  });

  it("listens beyond this machine only with a long secret that only its owner can read", async () => {
    await expect(serve(options({ listen: "0.0.0.0" }), terminalWith())).rejects.toMatchObject({ code: "forbidden" });
    const tokenFile = join(base, "token");
    await writeFile(tokenFile, "short", { mode: 0o600 });
    await expect(serve(options({ listen: "0.0.0.0", tokenFile }), terminalWith())).rejects.toThrow("too short");
    await writeFile(tokenFile, "x".repeat(40));
    await chmod(tokenFile, 0o644);
    await expect(serve(options({ listen: "0.0.0.0", tokenFile }), terminalWith())).rejects.toThrow("can read");
    await chmod(tokenFile, 0o600);
    await expect(serve(options({ listen: "0.0.0.0", tokenFile }), terminalWith())).rejects.toThrow("every address");
  });

  it("never prints a secret of the user's", async () => {
    const tokenFile = join(base, "token");
    await writeFile(tokenFile, "x".repeat(40), { mode: 0o600 });
    const { terminal, ended } = await started({ tokenFile });
    expect(terminal.printed.join("\n")).not.toContain("xxxx");
    terminal.interrupt();
    await ended;
  });
});

describe("a browser", () => {
  it("is opened only where the person at the terminal would see it", () => {
    expect(canOpenBrowser({ DISPLAY: ":0" }, "linux")).toBe(true);
    expect(canOpenBrowser({}, "linux")).toBe(false);
    expect(canOpenBrowser({ DISPLAY: ":0", SSH_CONNECTION: "a 1 b 2" }, "linux")).toBe(false);
    expect(canOpenBrowser({}, "darwin")).toBe(true);
  });

  it("is given the address as one argument, through no shell", () => {
    for (const platform of ["linux", "darwin", "win32"])
      expect(openCommand("http://x/#a=1&b=2", platform).at(-1)).toBe("http://x/#a=1&b=2");
  });

  it("is reached by a tunnel only from elsewhere", () => {
    expect(tunnelCommand({}, 4477, "ann")).toBeNull();
  });
});
