const names: { readonly [part: string]: string } = { Mod: "CmdOrCtrl", Enter: "Return", Esc: "Escape" };

/**
 * A command's keys as a menu shows them, or null where it had better show none: sequences and bare letters are no
 * accelerators, and on macOS a menu takes keys without Cmd before the page sees them.
 */
export function acceleratorOf(keys: string, platform: string): string | null {
  const parts = keys.split("+");
  const isChord = !keys.includes(" ") && (parts.length > 1 || /^F\d+$/.test(keys)) && !/^Shift\+[A-Z]$/.test(keys);
  if (!isChord || (platform === "darwin" && !parts.includes("Mod"))) return null;
  return parts.map((part) => names[part] ?? part).join("+");
}
