import { isMac } from "../kit/shown-keys.ts";

/** The part of a keyboard event that says which chord was pressed. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};

const names: { readonly [key: string]: string } = {
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  Escape: "Esc",
  " ": "Space",
};

/** The chord in the registry's writing: `Mod+Shift+E`, `D`, `Alt+Up`. Null for a modifier alone. */
export function chordOf(press: KeyPress, onMac: boolean = isMac): string | null {
  if (["Control", "Meta", "Shift", "Alt", "Dead", "Process", "Unidentified"].includes(press.key)) return null;
  const mod = onMac ? press.metaKey : press.ctrlKey;
  const ctrl = onMac && press.ctrlKey;
  const key = keyName(press);
  // A shifted symbol such as "/" or "?" already says that Shift was down.
  const shift = press.shiftKey && (key.length > 1 || /[A-Z]/.test(key));
  return [mod ? "Mod" : "", ctrl ? "Ctrl" : "", press.altKey ? "Alt" : "", shift ? "Shift" : "", key].filter(Boolean).join("+");
}

function keyName(press: KeyPress): string {
  // Alt types other characters on many layouts; the key itself is meant.
  if (press.altKey && /^Key[A-Z]$/.test(press.code)) return press.code.slice(3);
  const named = names[press.key];
  if (named) return named;
  return press.key.length === 1 ? press.key.toUpperCase() : press.key;
}

const sequenceMs = 700;

/** Chords pressed so far that may be the start of a sequence such as `D D`. */
export type PendingKeys = { readonly chord: string; readonly at: number } | null;

/** The spellings a chord may complete, longest first, and what is pending after it. */
export function completeKeys(
  pending: PendingKeys,
  chord: string,
  at: number,
): { readonly spellings: readonly string[]; readonly pending: PendingKeys } {
  const follows = pending !== null && at - pending.at <= sequenceMs;
  return {
    spellings: follows ? [`${pending.chord} ${chord}`, chord] : [chord],
    pending: { chord, at },
  };
}
