import { commandTable } from "./command-table.ts";
import { matchKeys } from "./commands.ts";
import { chordOf, type PendingKeys } from "./keys.ts";
import type { Context } from "./workbench-commands.ts";

/** Listens to the whole window's keys; returns how to stop. `contextNow` is asked anew at every press. */
export function listenToKeys(contextNow: () => Context): () => void {
  let pending: PendingKeys = null;
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const chord = chordOf(event);
    if (chord === null || hasOwnUse(event.target, chord)) return;
    const place = { inField: takesLetters(event.target, chord) };
    const match = matchKeys(commandTable, contextNow(), place, { chord, at: event.timeStamp, pending });
    pending = match.pending;
    if (!match.command) return;
    event.preventDefault();
    event.stopPropagation();
    match.command.run(contextNow());
  };
  // Before the editor, which would take Mod+Enter and others for itself.
  window.addEventListener("keydown", onKey, { capture: true });
  return () => window.removeEventListener("keydown", onKey, { capture: true });
}

/** What says so uses a chord itself that has a meaning everywhere else: `data-keys="Shift+Enter"`. */
function hasOwnUse(target: EventTarget | null, chord: string): boolean {
  return target instanceof Element && target.closest(`[data-keys~="${CSS.escape(chord)}"]`) !== null;
}

/** Fields, open menus, dialogs, tables, pressed buttons and what says so keep their own keys. */
function takesLetters(target: EventTarget | null, chord: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target.closest("input, textarea, select, .monaco-editor, [data-own-keys], [role=dialog], [role=menu], [role=grid], [role=listbox]")
  )
    return true;
  if (target === document.body || target.closest("[data-notebook]") === null) return target !== document.body;
  const own = target.closest("button, a, [role=tab], [role=radio], [role=switch], [role=separator], summary") !== null;
  return own && ["Enter", "Space", "Up", "Down", "Left", "Right"].includes(chord);
}
