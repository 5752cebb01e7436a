import { useCallback, useEffect, useRef, useState } from "react";
import { AssayError } from "#shared/assay-error.ts";
import type { LabelStanding } from "#shared/contract/labels.ts";
import type { SeenAnswer } from "#shared/labelling/label-answer.ts";
import type { LabelScreen } from "#shared/labelling/label-screen.ts";
import { capitalised } from "#shared/words.ts";
import { countOf } from "../kit/format.ts";
import { reportFailure } from "../state/failure.ts";
import { useSession } from "../state/hooks.ts";
import { answerWords } from "./label-keys.ts";
import { useSeenTime } from "./use-seen-time.ts";

export type Labelling = {
  readonly screen: LabelScreen | null;
  readonly standing: LabelStanding | null;
  readonly failure: { readonly sentence: string; readonly hint: string | undefined } | null;
  /** What just happened, for the live region. */
  readonly said: string;
  /** The note that goes with the next answer. */
  readonly note: string;
  readonly give: (answer: SeenAnswer) => void;
  readonly undo: () => void;
  readonly go: (key: string | null) => void;
  readonly setNote: (note: string) => void;
  /** Puts the note beside a label that was given already; on an item without one it waits for the answer. */
  readonly keepNote: () => void;
  /** Takes over the labels of a file that a renamed cell left behind. */
  readonly adopt: (from: string) => void;
  /** An answer is on its way. */
  readonly isBusy: () => boolean;
};

/** One person at the queue of a cell. One request at a time: a key pressed while an answer is on its way does nothing. */
export function useLabelling(cell: string, version: string, annotator: string): Labelling {
  const session = useSession();
  const { labels } = session.connection.client;
  const [screen, setScreen] = useState<LabelScreen | null>(null);
  const [standing, setStanding] = useState<LabelStanding | null>(null);
  const [failure, setFailure] = useState<Labelling["failure"]>(null);
  const [said, setSaid] = useState("");
  const [note, setNote] = useState("");
  const busy = useRef(false);
  const current = useRef<string | null>(null);
  const asked = useRef(0);
  const seen = useSeenTime();
  const person = { notebook: session.notebook, cell, annotator };

  const shown = (next: LabelScreen, words: string | null): void => {
    if (next.item?.key !== current.current) {
      seen.restart();
      setNote(next.item?.note ?? "");
    }
    current.current = next.item?.key ?? null;
    setScreen(next);
    setFailure(null);
    if (words !== null) setSaid(`${words}${placeWords(next)}`);
  };

  const attempt = (work: () => Promise<{ readonly screen: LabelScreen; readonly words: string | null }>): void => {
    if (busy.current) return;
    busy.current = true;
    asked.current += 1;
    work()
      .then(({ screen: next, words }) => shown(next, words))
      .catch((error: unknown) => {
        reportFailure(error);
        if (error instanceof AssayError && (error.code === "busy" || error.code === "not-found")) reload();
      })
      .finally(() => {
        busy.current = false;
      });
  };

  // Another result means other items or other people's labels; the item on the screen stays where it still exists.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` names the result
  const reload = useCallback(() => {
    const ref = { notebook: session.notebook, cell };
    const client = session.connection.client.labels;
    const [before, at] = [asked.current, current.current];
    Promise.all([client.show({ ...ref, annotator, key: at }), client.progress(ref)])
      .then(([next, progress]) => {
        // What was asked for meanwhile is newer.
        if (before === asked.current && at === current.current) shown(next, null);
        setStanding(progress);
      })
      .catch((error: unknown) => {
        setScreen(null);
        setFailure(failureOf(error));
      });
  }, [session, cell, annotator, version]);
  useEffect(reload, [reload]);

  return {
    screen,
    standing,
    failure,
    said,
    note,
    setNote,
    keepNote: () => {
      const item = screen?.item;
      if (!item?.given || note === (item.note ?? "")) return;
      attempt(async () => ({ screen: await labels.note({ ...person, key: item.key, note }), words: "Note kept. " }));
    },
    adopt: (from) =>
      attempt(async () => {
        const { added } = await labels.adopt({ notebook: session.notebook, cell, from });
        setStanding(await labels.progress({ notebook: session.notebook, cell }));
        return { screen: await labels.show({ ...person, key: null }), words: `${countOf(added, "record")} taken over. ` };
      }),
    isBusy: () => busy.current,
    give: (answer) => {
      const item = screen?.item;
      if (!item) return;
      const given = { ...person, key: item.key, check: item.check, answer, note: note.trim() === "" ? null : note, ms: seen.elapsedMs() };
      attempt(async () => ({
        screen: await labels.give({ ...given, replaces: item.given?.label ?? null }),
        words: capitalised(answerWords(answer)),
      }));
    },
    undo: () => attempt(async () => ({ screen: await labels.undo(person), words: "Taken back. " })),
    go: (key) => attempt(async () => ({ screen: await labels.show({ ...person, key }), words: "" })),
  };
}

function placeWords({ item, own }: LabelScreen): string {
  return item === null ? "Nothing is left to label." : `Item ${item.place} of ${own.total}.`;
}

function failureOf(error: unknown): NonNullable<Labelling["failure"]> {
  if (error instanceof AssayError) return { sentence: error.message, hint: error.hint };
  return { sentence: "The queue can't be shown.", hint: error instanceof Error ? error.message : undefined };
}
