import { EventEmitter } from "node:events";
import type { Session, WebContents } from "electron";
import { describe, expect, it } from "vitest";
import { guardContents, guardSession, isFromOwnPage } from "./guards.ts";

type OpenHandler = (details: { readonly url: string }) => { readonly action: string };

/** The calls our guards make, recorded; the events are sent by hand. */
function fakeContents() {
  const emitter = new EventEmitter();
  const outside: string[] = [];
  let openHandler: OpenHandler = () => ({ action: "allow" });
  const contents = Object.assign(emitter, {
    setWindowOpenHandler: (handler: OpenHandler) => {
      openHandler = handler;
    },
  });
  guardContents(contents as unknown as WebContents, (url) => outside.push(url));
  const navigate = (name: string, url: string, isMainFrame = true): boolean => {
    let allowed = true;
    emitter.emit(name, { url, isMainFrame, preventDefault: () => (allowed = false) });
    return allowed;
  };
  return { navigate, outside, open: (url: string) => openHandler({ url }).action };
}

describe("a window's page", () => {
  it("stays on its own origin", () => {
    const { navigate } = fakeContents();
    expect(navigate("will-frame-navigate", "assay://app/?notebook=x")).toBe(true);
    for (const url of [
      "https://example.com/",
      "file:///etc/passwd",
      "about:blank",
      "data:text/html,x",
      "assay://application/",
      "javascript:1",
    ]) {
      expect([url, navigate("will-frame-navigate", url)]).toEqual([url, false]);
    }
    expect(navigate("will-redirect", "https://example.com/")).toBe(false);
  });

  it("loads nothing into frames and attaches no web views", () => {
    const { navigate } = fakeContents();
    expect(navigate("will-frame-navigate", "assay://app/", false)).toBe(false);
    expect(navigate("will-attach-webview", "assay://app/")).toBe(false);
  });

  it("opens no windows; web and mail links go outside, nothing else does", () => {
    const { open, outside } = fakeContents();
    for (const url of ["https://example.com/a", "mailto:a@example.com", "file:///etc/passwd", "assay://open?path=/x", "smb://host/share"]) {
      expect(open(url)).toBe("deny");
    }
    expect(outside).toEqual(["https://example.com/a", "mailto:a@example.com"]);
  });
});

describe("messages to the main process", () => {
  it.each([
    ["the top frame of our page", { url: "assay://app/", parent: null }, true],
    ["a frame inside our page", { url: "assay://app/", parent: {} }, false],
    ["a blank frame", { url: "about:blank", parent: null }, false],
    ["a foreign page", { url: "https://app/", parent: null }, false],
    ["a look-alike", { url: "assay://app.example/", parent: null }, false],
    ["a frame that is gone", null, false],
  ])("from %s are heard: %s", (_title, senderFrame, heard) => {
    expect(isFromOwnPage({ senderFrame, sender: { id: 1 } })).toBe(heard);
  });
});

describe("permissions", () => {
  it("are refused but for copying, pasting and notifications", () => {
    const asked: Record<string, (contents: null, permission: string, answer?: (granted: boolean) => void) => unknown> = {};
    const record = (name: string) => (handler: (contents: null, permission: string) => unknown) => {
      asked[name] = handler;
    };
    guardSession({
      setPermissionRequestHandler: record("request"),
      setPermissionCheckHandler: record("check"),
      setDevicePermissionHandler: record("device"),
    } as unknown as Session);
    for (const permission of ["media", "geolocation", "openExternal", "fileSystem", "midi", "hid"]) {
      expect(asked.check?.(null, permission)).toBe(false);
      asked.request?.(null, permission, (granted) => expect(granted).toBe(false));
    }
    for (const permission of ["clipboard-sanitized-write", "clipboard-read"]) expect(asked.check?.(null, permission)).toBe(true);
    expect(asked.device?.(null, "hid")).toBe(false);
  });
});
