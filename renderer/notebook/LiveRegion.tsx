import { useEffect, useState } from "react";
import { withoutCodeMarks } from "../kit/code-words.ts";
import { useSession } from "../state/hooks.ts";
import { announcementOf } from "./announcement.ts";

/** Tells a screen reader how a run goes: its start, quarters and end. */
export function LiveRegion() {
  const { store } = useSession();
  const [words, setWords] = useState("");
  useEffect(
    () =>
      store.subscribe((view, before) => {
        const next = announcementOf(before.remote, view.remote);
        if (next !== null) setWords(withoutCodeMarks(next));
      }),
    [store],
  );
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {words}
    </div>
  );
}
