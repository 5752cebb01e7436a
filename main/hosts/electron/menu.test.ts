import { EventEmitter } from "node:events";
import type { MenuItemConstructorOptions, MessagePortMain } from "electron";
import { describe, expect, it } from "vitest";
import { type CommandId, commandIds, commandWords } from "#shared/commands/command-list.ts";
import { acceleratorOf } from "./accelerator.ts";
import { type MenuState, menuTemplate } from "./menu.ts";
import { createMenuLinks } from "./menu-links.ts";

type Item = MenuItemConstructorOptions;
type Click = (item: unknown, window: unknown, event: { readonly triggeredByAccelerator: boolean }) => void;

const byMouse = { triggeredByAccelerator: false };
const byKeys = { triggeredByAccelerator: true };

function build(parts: Partial<MenuState> = {}) {
  const chosen: string[] = [];
  const note = (what: string) => () => void chosen.push(what);
  const template = menuTemplate(
    { platform: "linux", isPackaged: true, recent: [], enabled: new Set(), ...parts },
    {
      openNotebook: note("open notebook"),
      openFolder: note("open folder"),
      openRecent: (path) => void chosen.push(path),
      clearRecent: note("clear"),
      showAbout: note("about"),
      choose: (id) => void chosen.push(id),
    },
  );
  const all = flat(template);
  const item = (id: CommandId): Item => all.find((each) => each.id === id) ?? {};
  const click = ({ click: run }: Item, event = byMouse) => (run as Click | undefined)?.({}, undefined, event);
  return { template, all, item, click, chosen };
}

const flat = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...flat((item.submenu as Item[] | undefined) ?? [])]);
const below = (items: readonly Item[], label: string) => (items.find((item) => item.label === label)?.submenu as Item[] | undefined) ?? [];

describe("the window's menu", () => {
  it("has the menus that a person looks for, with every way to export a notebook under File ▸ Export", () => {
    const { template } = build();
    expect(template.map(({ label }) => label)).toEqual(["File", "Edit", "Cell", "Run", "View", "Window", "Help"]);
    expect(below(below(template, "File"), "Export").map(({ label }) => label)).toEqual([
      "HTML",
      "PDF",
      "Markdown with outputs",
      "Jupyter notebook",
      "Bundle that replays offline",
    ]);
  });

  it("takes names from the list of commands, and offers what the page can do now", () => {
    const { item } = build({ enabled: new Set(["run.cell"]) });
    expect(item("run.cell")).toMatchObject({ label: commandWords["run.cell"].title, enabled: true });
    expect(item("run.try").enabled).toBe(false);
  });

  it.each(["linux", "win32", "darwin"])("names each command once on %s, and none twice over", (platform) => {
    const ids = build({ platform }).all.flatMap(({ id }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !commandIds.includes(id as CommandId))).toEqual([]);
  });

  it("passes a choice on once: a click counts, keys that the page hears itself do not", () => {
    const { item, click, chosen } = build();
    expect(item("run.cell")).toMatchObject({ accelerator: "CmdOrCtrl+Return", registerAccelerator: false });
    click(item("run.cell"), byKeys);
    expect(chosen).toEqual([]);
    click(item("run.cell"));
    expect(chosen).toEqual(["run.cell"]);
  });

  it("takes for itself only keys that the page has nothing on", () => {
    const pageKeys = commandIds.flatMap((id) => commandWords[id].keys.map((keys) => acceleratorOf(keys, "linux")));
    const taken = build()
      .all.filter((each) => each.registerAccelerator !== false)
      .flatMap(({ accelerator }) => accelerator ?? []);
    expect(taken).toContain("CmdOrCtrl+W");
    expect(taken.filter((accelerator) => pageKeys.includes(accelerator))).toEqual([]);
    const { item, click, chosen } = build();
    click(item("notebook.close"), byKeys);
    expect(chosen).toEqual(["notebook.close"]);
  });

  it.each(["linux", "win32", "darwin"])("closes no window with the keys that close a notebook on %s", (platform) => {
    const { all } = build({ platform });
    const closing = all.filter(({ role }) => role === "close");
    expect(closing.map(({ accelerator }) => accelerator)).toEqual(["CmdOrCtrl+Shift+W"]);
    expect(all.some(({ role }) => role === "windowMenu" || role === "fileMenu")).toBe(false);
  });

  it("opens what was opened before, by names that may hold an ampersand", () => {
    const { template, click, chosen } = build({ recent: ["/home/ada/r&d.assay.md", "/home/ada"] });
    const recent = below(below(template, "File"), "Open recent");
    expect(recent.map(({ label, type }) => label ?? type)).toEqual(["/home/ada/r&&d.assay.md", "/home/ada", "separator", "Clear"]);
    for (const item of recent) click(item);
    expect(chosen).toEqual(["/home/ada/r&d.assay.md", "/home/ada", "clear"]);
    expect(below(below(build().template, "File"), "Open recent")).toMatchObject([{ label: "Clear", enabled: false }]);
  });

  it("has an application menu on macOS, and there alone", () => {
    const roles = (platform: string) => build({ platform }).all.flatMap(({ role }) => role ?? []);
    expect(roles("darwin")).toEqual(expect.arrayContaining(["services", "hide", "hideOthers", "unhide", "quit", "front", "window"]));
    expect(roles("linux")).not.toContain("services");
  });
});

describe("keys in the menu", () => {
  it.each([
    ["Mod+Shift+E", "linux", "CmdOrCtrl+Shift+E"],
    ["Mod+.", "darwin", "CmdOrCtrl+."],
    ["Shift+Enter", "win32", "Shift+Return"],
    ["F9", "linux", "F9"],
    ["Alt+Up", "linux", "Alt+Up"],
    // Without Cmd, a menu on macOS takes them before the page sees them.
    ["F9", "darwin", null],
    ["Shift+Enter", "darwin", null],
    ["D D", "linux", null],
    ["Z", "linux", null],
    ["Shift+Z", "linux", null],
    ["Up", "linux", null],
  ])("%s on %s is %s", (keys, platform, accelerator) => {
    expect(acceleratorOf(keys, platform)).toBe(accelerator);
  });
});

describe("the port to a page", () => {
  class FakePort extends EventEmitter {
    readonly sent: unknown[] = [];
    isClosed = false;
    postMessage(message: unknown): void {
      this.sent.push(message);
    }
    start(): void {
      this.emit("started");
    }
    close(): void {
      this.isClosed = true;
      this.emit("close");
    }
    say(data: unknown): void {
      this.emit("message", { data });
    }
  }

  function join() {
    let changes = 0;
    const links = createMenuLinks(() => {
      changes += 1;
    });
    const port = new FakePort();
    links.join(1, port as unknown as MessagePortMain);
    return { links, port, changes: () => changes };
  }

  it("says what can be chosen, and carries what is", () => {
    const { links, port } = join();
    links.choose(1, "run.stale");
    expect(port.sent).toEqual([]);
    port.say({ enabled: ["run.stale"] });
    links.choose(1, "run.stale");
    links.choose(1, "run.stop");
    links.choose(2, "run.stale");
    links.choose(null, "run.stale");
    expect(port.sent).toEqual(["run.stale"]);
  });

  it.each([
    ["an unknown command", { enabled: ["run.stale", "app.quit"] }],
    ["a name that every object has", { enabled: ["constructor"] }],
    ["words of its own", { enabled: ["run.cell"], labels: { "run.cell": "Click me" } }],
    ["more than there is", { enabled: [...commandIds, "run.cell"] }],
    ["text", '{"enabled":["run.cell"]}'],
    ["nothing", null],
  ])("refuses %s, and keeps what it knew", (_what, message) => {
    const { links, port, changes } = join();
    port.say({ enabled: ["run.stale"] });
    const before = changes();
    port.say(message);
    expect([...links.enabledIn(1)]).toEqual(["run.stale"]);
    expect(changes()).toBe(before);
  });

  it("offers nothing after the page has gone, and hears only the page's latest port", () => {
    const { links, port } = join();
    port.say({ enabled: ["run.stale"] });
    const next = new FakePort();
    links.join(1, next as unknown as MessagePortMain);
    expect(port.isClosed).toBe(true);
    expect([...links.enabledIn(1)]).toEqual([]);
    port.say({ enabled: ["run.stale"] });
    expect([...links.enabledIn(1)]).toEqual([]);
    next.say({ enabled: ["run.stop"] });
    expect([...links.enabledIn(1)]).toEqual(["run.stop"]);
    next.close();
    expect([...links.enabledIn(1)]).toEqual([]);
    expect([...links.enabledIn(null)]).toEqual([]);
  });
});
