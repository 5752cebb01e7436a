import { EventEmitter } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MessagePortMain, SafeStorage, UtilityProcess } from "electron";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "../page-policy.ts";
import { createEngineProcess } from "./engine-process.ts";
import { createKeyStore } from "./key-store.ts";
import { pathInDeepLink } from "./origin.ts";
import { answerPageRequest } from "./page-protocol.ts";
import { openMemory, withoutRecent, withRecent } from "./remembered.ts";
import { boundsOnScreen, windowOptions } from "./window-options.ts";
import { pathInArguments, workspaceAt } from "./workspace-path.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-window-"));
  await writeFile(join(folder, "index.html"), "<p>page");
});

afterEach(() => rm(folder, { recursive: true }));

describe("windows", () => {
  it("give pages no Node and keep them apart from the preload", () => {
    expect(windowOptions("/preload.cjs", null).webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it("come back where they were unless that screen is gone", () => {
    const screen = { x: 0, y: 0, width: 1920, height: 1080 };
    const inside = { x: 100, y: 100, width: 1200, height: 800 };
    expect(boundsOnScreen(inside, [screen])).toEqual(inside);
    expect(boundsOnScreen({ ...inside, x: 2400 }, [screen])).toBeNull();
  });

  it("remember, and shrug off a damaged memory", async () => {
    const path = join(folder, "below", "window.json");
    const value = { folder: "/home/ada", bounds: { x: 1, y: 2, width: 1000, height: 700 } };
    const memory = await openMemory(path);
    await Promise.all([memory.change(value), memory.change({ recent: ["/home/ada/a.assay.md"] })]);
    expect((await openMemory(path)).now()).toEqual({ ...value, recent: ["/home/ada/a.assay.md"] });
    await writeFile(path, "{");
    expect((await openMemory(path)).now()).toEqual({ folder: null, bounds: null, recent: [] });
  });

  it("remember what was opened last first, each once, and ten at most", () => {
    expect(withRecent(["/a", "/b", "/c"], "/b")).toEqual(["/b", "/a", "/c"]);
    expect(withRecent(Array.from("abcdefghij"), "k")).toEqual(Array.from("kabcdefghi"));
    expect(withoutRecent(["/a", "/b"], "/a")).toEqual(["/b"]);
  });
});

describe("the page's scheme", () => {
  it("serves the page with its policy", async () => {
    const response = await answerPageRequest({ method: "GET", url: "assay://app/?notebook=x" }, folder);
    expect(await response.text()).toBe("<p>page");
    expect(response.headers.get("content-security-policy")).toBe(contentSecurityPolicy);
  });

  it.each([
    ["assay://app/../secret.html", 404],
    ["assay://app/%2e%2e%2fsecret.html", 404],
    ["assay://app/%zz", 404],
    ["assay://open/index.html", 403],
    ["https://app/", 403],
  ])("answers %s with %i", async (url, status) => {
    await writeFile(join(folder, "..", "secret.html"), "secret");
    expect((await answerPageRequest({ method: "GET", url }, folder)).status).toBe(status);
    await rm(join(folder, "..", "secret.html"));
  });
});

describe("what to open", () => {
  it("is a path or a link in the arguments, not a switch", () => {
    expect(pathInArguments(["--flag", "a.assay.md"], "/home")).toBe("/home/a.assay.md");
    expect(pathInArguments(["assay://open?path=%2Fx%2Fb.assay.md"], "/home")).toBe("/x/b.assay.md");
    expect(pathInArguments(["--flag"], "/home")).toBeNull();
  });

  it("never comes from a link that asks for anything but opening", () => {
    for (const link of ["assay://run?path=/x", "assay://app/?path=/x", "https://open?path=/x", "nonsense"]) {
      expect(pathInDeepLink(link)).toBeNull();
    }
  });

  it("is the folder of a notebook", async () => {
    expect(await workspaceAt(join(folder, "index.html"))).toEqual({ folder, notebook: "index.html" });
    expect(await workspaceAt(folder)).toEqual({ folder, notebook: null });
    expect(await workspaceAt(join(folder, "missing"))).toBeNull();
  });
});

describe("keys", () => {
  const storage = (backend: string, available = true) =>
    ({
      getSelectedStorageBackend: () => backend,
      isEncryptionAvailable: () => available,
      encryptString: (text: string) => Buffer.from(`sealed ${text}`),
      decryptString: (bytes: Buffer) => {
        const text = bytes.toString();
        if (!text.startsWith("sealed ")) throw new Error("Not ours.");
        return text.slice(7);
      },
    }) as SafeStorage;

  it("are sealed and opened by a real keychain", () => {
    const keys = createKeyStore(storage("gnome_libsecret"), "linux");
    const sealed = keys.answer({ type: "encrypt", text: "key" });
    expect(sealed).not.toContain("key");
    expect(keys.answer({ type: "decrypt", text: sealed ?? "" })).toBe("key");
    expect(keys.answer({ type: "decrypt", text: "AAAA" })).toBeNull();
  });

  it.each(["basic_text", "unknown"])("are not entrusted to %s", (backend) => {
    const keys = createKeyStore(storage(backend), "linux");
    expect(keys.available).toBe(false);
    expect(keys.note).toContain("until Assay closes");
    expect(keys.answer({ type: "encrypt", text: "key" })).toBeNull();
  });
});

describe("the engine's process", () => {
  class FakeProcess extends EventEmitter {
    readonly told: unknown[] = [];
    postMessage(message: unknown): void {
      this.told.push(message);
      if (JSON.stringify(message).includes('"close"')) queueMicrotask(() => this.emit("exit", 0));
    }
    kill(): boolean {
      return true;
    }
  }

  function start() {
    const forked: FakeProcess[] = [];
    const ends: number[] = [];
    const failures: unknown[] = [];
    const engine = createEngineProcess(folder, {
      keys: createKeyStore({ isEncryptionAvailable: () => false } as SafeStorage, "darwin"),
      fork: () => {
        const child = new FakeProcess();
        forked.push(child);
        return child as unknown as UtilityProcess;
      },
      print: async (html) => {
        if (html === "") throw new Error("nothing to print");
        return new TextEncoder().encode(`%PDF ${html}`);
      },
      onPrintFailure: (error) => failures.push(error),
      onUnexpectedEnd: (code) => ends.push(code),
    });
    return { engine, forked, ends, failures };
  }

  const port = () => ({ close: () => undefined }) as MessagePortMain;

  it("starts with the first page, and again after it died", () => {
    const { engine, forked, ends } = start();
    expect(forked).toHaveLength(0);
    engine.serve(port());
    engine.serve(port());
    expect(forked).toHaveLength(1);
    forked[0]?.emit("exit", 7);
    expect(ends).toEqual([7]);
    engine.serve(port());
    expect(forked).toHaveLength(2);
  });

  it("is told to close and waited for, and takes no pages after that", async () => {
    const { engine, forked, ends } = start();
    engine.serve(port());
    await engine.close();
    expect(forked[0]?.told.at(-1)).toEqual({ type: "close" });
    engine.serve(port());
    expect([forked.length, ends]).toEqual([1, []]);
  });

  it("has reports printed, and says when one could not be", async () => {
    const { engine, forked, failures } = start();
    engine.serve(port());
    const answer = async (id: number, text: string) => {
      forked[0]?.emit("message", { type: "print", id, text });
      await expect.poll(() => forked[0]?.told.at(-1)).toMatchObject({ type: "answer", id });
      return forked[0]?.told.at(-1);
    };
    const pdf = Buffer.from("%PDF <p>a").toString("base64");
    expect(await answer(1, "<p>a")).toEqual({ type: "answer", id: 1, text: pdf });
    expect(await answer(2, "")).toEqual({ type: "answer", id: 2, text: null });
    expect(failures).toMatchObject([{ message: "nothing to print" }]);
  });

  it("answers nothing that is no request of its own", () => {
    const { engine, forked } = start();
    engine.serve(port());
    forked[0]?.emit("message", { type: "exec", id: 1, text: "x" });
    expect(forked[0]?.told).toEqual([{ type: "serve" }]);
    forked[0]?.emit("message", { type: "encrypt", id: 1, text: "x" });
    expect(forked[0]?.told.at(-1)).toEqual({ type: "answer", id: 1, text: null });
  });
});
