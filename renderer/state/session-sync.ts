import { watchFrom } from "#shared/contract/watch.ts";
import type { SessionEntry } from "#shared/journal/entries.ts";
import { fold, type SessionState } from "#shared/journal/fold.ts";
import { textOf } from "#shared/notebook/document.ts";
import { notify } from "../kit/toast.ts";
import { acknowledge, announce, type Buffer, isSettled, markSent, nextEdit, rebase } from "./buffer.ts";
import { reportFailure } from "./failure.ts";
import { mergeDocuments } from "./merge.ts";
import type { Session } from "./session.ts";

const sendDelayMs = 250;

export type Sync = {
  /** Resolves when the engine has every edit made here so far. */
  readonly flush: () => Promise<void>;
  readonly stop: () => void;
};

/** Keeps a session and the engine's notebook the same: entries come in, edits go out, one at a time. */
export function startSync(session: Session): Sync {
  const { store, connection, notebook, clientId } = session;
  const stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let sending: Promise<void> | null = null;

  const setBuffer = (buffer: Buffer): void => {
    if (buffer === store.getState().buffer) return;
    for (const name of buffer.overwritten) {
      notify(`${name} was changed in another window too; yours was kept.`, { lasting: true });
    }
    store.setState({ buffer: buffer.overwritten.length > 0 ? { ...buffer, overwritten: [] } : buffer });
  };

  const receive = (entries: readonly SessionEntry[]): void => {
    let buffer = store.getState().buffer;
    for (const { event } of entries) {
      if (event.type === "document") buffer = announce(buffer, event.revision, event.text, event.client === clientId, mergeDocuments);
    }
    setBuffer(buffer);
    store.setState((view) => ({ remote: fold(view.remote, entries) }));
  };

  const adopt = (state: SessionState): void => {
    setBuffer(rebase(store.getState().buffer, state.revision, state.text, mergeDocuments));
    store.setState({ remote: state });
  };

  const sendOnce = async (): Promise<void> => {
    const { buffer } = store.getState();
    const edit = nextEdit(buffer);
    if (!edit) return;
    const sent = markSent(buffer);
    store.setState({ buffer: sent });
    try {
      const answer = await connection.client.notebook.edit({
        notebook,
        revision: sent.revision,
        edit: mutableEdit(edit),
        client: clientId,
      });
      const now = store.getState().buffer;
      setBuffer(answer.applied ? acknowledge(now, answer.revision) : rebase(now, answer.revision, answer.text, mergeDocuments));
    } catch (error) {
      store.setState((view) => ({ buffer: { ...view.buffer, sent: null } }));
      throw error;
    }
  };

  const sendAll = async (): Promise<void> => {
    while (!isSettled(store.getState().buffer) && connection.state() === "open") await sendOnce();
  };

  const drain = (): Promise<void> => {
    sending ??= sendAll().finally(() => {
      sending = null;
    });
    return sending;
  };

  const schedule = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      drain().catch(reportFailure);
    }, sendDelayMs);
  };

  const stopListening = store.subscribe((view, before) => {
    if (view.buffer.mine !== before.buffer.mine && textOf(view.buffer.mine) !== textOf(view.buffer.base)) schedule();
  });
  const stopConnection = connection.subscribe(() => {
    if (connection.state() === "open") schedule();
  });

  const listen = async (): Promise<void> => {
    try {
      for await (const batch of watchFrom(connection, notebook, store.getState().remote.seq, stopping.signal)) {
        if (batch.type === "snapshot") adopt(batch.state);
        else receive(batch.entries);
      }
    } catch (error) {
      if (stopping.signal.aborted) return;
      store.setState({ lost: error instanceof Error ? error.message : String(error) });
    }
  };
  void listen();

  return {
    flush: async () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await drain();
    },
    stop: () => {
      stopping.abort();
      stopListening();
      stopConnection();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** The wire's schema infers mutable arrays. */
function mutableEdit(edit: NonNullable<ReturnType<typeof nextEdit>>) {
  return { splices: edit.splices.map(({ at, removed, inserted }) => ({ at, removed: [...removed], inserted: [...inserted] })) };
}
