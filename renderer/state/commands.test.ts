import { describe, expect, it } from "vitest";
import { type Command, conflictingKeys, matchKeys } from "./commands.ts";

type Context = { readonly trusted: boolean };

const command = (id: string, keys: readonly string[], more: Partial<Command<Context>> = {}): Command<Context> => ({
  id,
  title: id,
  group: "Cell",
  keys,
  scope: "cells",
  run: () => undefined,
  ...more,
});

const commands = [
  command("delete", ["D D"]),
  command("down", ["Down", "J"]),
  command("save", ["Mod+S"], { scope: "everywhere" }),
  command("run", ["Mod+Enter"], { scope: "everywhere", when: (context) => context.trusted }),
];

const match = (chord: string, more: { inField?: boolean; pending?: { chord: string; at: number } | null; trusted?: boolean } = {}) =>
  matchKeys(
    commands,
    { trusted: more.trusted ?? true },
    { inField: more.inField ?? false },
    { chord, at: 100, pending: more.pending ?? null },
  );

describe("matchKeys", () => {
  it("finds a command by any of its keys", () => {
    expect(match("J").command?.id).toBe("down");
    expect(match("Down").command?.id).toBe("down");
  });

  it("waits for the second key of a sequence and then forgets the first", () => {
    const first = match("D");
    expect(first.command).toBeNull();
    expect(first.pending).toEqual({ chord: "D", at: 100 });
    const second = match("D", { pending: first.pending });
    expect(second.command?.id).toBe("delete");
    expect(second.pending).toBeNull();
  });

  it("leaves single letters to a field, but not the chords that work everywhere", () => {
    expect(match("J", { inField: true }).command).toBeNull();
    expect(match("Mod+S", { inField: true }).command?.id).toBe("save");
  });

  it("passes over what is not available now", () => {
    expect(match("Mod+Enter", { trusted: false }).command).toBeNull();
  });
});

describe("conflictingKeys", () => {
  it("names keys that two commands claim", () => {
    expect(conflictingKeys([...commands, command("other", ["J"])])).toEqual(["J"]);
    expect(conflictingKeys(commands)).toEqual([]);
  });
});
