import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { joinMenu } from "./window-menu.ts";
import type { Workbench, WorkbenchView } from "./workbench.ts";

const ends: (() => void)[] = [];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  for (const end of ends.splice(0)) end();
});

/** A window without a notebook, and the host's end of its menu's port. */
function join() {
  const view: Partial<WorkbenchView> = { tabs: [], active: null, overlay: null, left: "outline" };
  const store = createStore<WorkbenchView>(() => view as WorkbenchView);
  const { port1, port2 } = new MessageChannel();
  const heard: (readonly string[])[] = [];
  const waiting: (() => void)[] = [];
  port2.onmessage = ({ data }) => {
    heard.push(data.enabled);
    for (const go of waiting.splice(0)) go();
  };
  const next = () => new Promise<void>((resolve) => waiting.push(resolve));
  ends.push(joinMenu(port1, { store } as unknown as Workbench), () => port2.close());
  return { store, menu: port2, heard, next };
}

describe("the menu of a host", () => {
  it("is told at once what can be done without a notebook", async () => {
    const { heard, next } = join();
    await next();
    expect(heard[0]).toContain("notebook.new");
    for (const id of ["run.stale", "notebook.report", "cell.delete", "notebook.close"]) expect(heard[0]).not.toContain(id);
  });

  it("is told changes alone, and several at once in one message", async () => {
    const { store, heard, next } = join();
    await next();
    store.setState({ density: "compact" });
    vi.runAllTimers();
    const change = next();
    store.setState({ tabs: [{}, {}] as unknown as WorkbenchView["tabs"] });
    store.setState({ left: "files" });
    vi.runAllTimers();
    await change;
    expect(heard).toHaveLength(2);
    expect(heard[1]).toContain("notebook.next");
  });

  it("runs a command by its name, and nothing else it is sent", async () => {
    const { store, menu, next } = join();
    await next();
    const done = new Promise<void>((resolve) => store.subscribe(({ left }) => left === "files" && resolve()));
    for (const bad of ["app.quit", "toString", { id: "notebook.new" }, "notebook.report", ["notebook.new"], null]) menu.postMessage(bad);
    menu.postMessage("notebook.files");
    await done;
    expect(store.getState().overlay).toBeNull();
  });
});
