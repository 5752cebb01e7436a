import { expect, it } from "vitest";
import { commandTable } from "./command-table.ts";
import { conflictingKeys } from "./commands.ts";

it("gives no keys to two commands", () => {
  expect(conflictingKeys(commandTable)).toEqual([]);
});

it("has one command an id, each with a title and a group", () => {
  expect(new Set(commandTable.map((command) => command.id)).size).toBe(commandTable.length);
  for (const command of commandTable) expect([command.title, command.group].every((word) => word.length > 1)).toBe(true);
});

it("keeps away from Ctrl+Alt with a letter, which types a character on many layouts", () => {
  for (const command of commandTable) for (const keys of command.keys) expect(keys).not.toMatch(/(Mod|Ctrl)\+Alt\+[A-Z]$/);
});
