const mac: { readonly [part: string]: string } = {
  Mod: "⌘",
  Shift: "⇧",
  Alt: "⌥",
  Ctrl: "⌃",
  Enter: "↩",
  Esc: "esc",
  Up: "↑",
  Down: "↓",
  Left: "←",
  Right: "→",
};
const other: { readonly [part: string]: string } = { Mod: "Ctrl", Up: "↑", Down: "↓", Left: "←", Right: "→" };

export const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** `Mod+Shift+E` as it is printed on the keyboard in front of the reader. */
export function shownKeys(keys: string, onMac: boolean = isMac): string {
  return keys
    .split(" ")
    .map((chord) =>
      chord
        .split(/\+(?=.)/)
        .map((part) => (onMac ? mac : other)[part] ?? part)
        .join(onMac ? "" : "+"),
    )
    .join(" ");
}
