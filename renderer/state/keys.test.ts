import { describe, expect, it } from "vitest";
import { chordOf, completeKeys, type KeyPress } from "./keys.ts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe("chordOf", () => {
  it("writes Mod for Ctrl, and for Cmd on a Mac", () => {
    expect(chordOf(press("k", { ctrlKey: true }), false)).toBe("Mod+K");
    expect(chordOf(press("k", { metaKey: true }), true)).toBe("Mod+K");
    expect(chordOf(press("k", { ctrlKey: true }), true)).toBe("Ctrl+K");
  });

  it("keeps Shift with letters and named keys, but not with the symbol it made", () => {
    expect(chordOf(press("E", { ctrlKey: true, shiftKey: true }), false)).toBe("Mod+Shift+E");
    expect(chordOf(press("Enter", { shiftKey: true }), false)).toBe("Shift+Enter");
    expect(chordOf(press("?", { shiftKey: true }), false)).toBe("?");
  });

  it("reads the letter under Alt although the layout typed another character", () => {
    expect(chordOf(press("å", { altKey: true, code: "KeyA" }), true)).toBe("Alt+A");
    expect(chordOf(press("ArrowUp", { altKey: true, code: "ArrowUp" }), false)).toBe("Alt+Up");
  });

  it("is silent about a modifier alone", () => {
    expect(chordOf(press("Shift", { shiftKey: true }), false)).toBeNull();
  });
});

describe("completeKeys", () => {
  it("offers the sequence first when the second key comes soon", () => {
    const first = completeKeys(null, "D", 0);
    expect(first.spellings).toEqual(["D"]);
    expect(completeKeys(first.pending, "D", 300).spellings).toEqual(["D D", "D"]);
  });

  it("forgets the first key after a pause", () => {
    expect(completeKeys({ chord: "D", at: 0 }, "D", 1500).spellings).toEqual(["D"]);
  });
});
