import { z } from "zod";
import { commandIds } from "../commands/command-list.ts";

// What a page and a window's native menu tell each other over a port of their own. Only names of commands cross, in both directions.

/** From the page to the menu: the commands that can be chosen now. */
export const menuState = z.strictObject({ enabled: z.array(z.enum(commandIds)).max(commandIds.length).readonly() });
export type MenuState = z.infer<typeof menuState>;

/** From the menu to the page: the command that was chosen. */
export const menuChoice = z.enum(commandIds);
