import { useStore } from "zustand";
import { Banner } from "../kit/Banner.tsx";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import { attempt } from "../state/failure.ts";
import { useWorkbench, useWorkbenchView } from "../state/hooks.ts";
import { type LiveSession, saveNow } from "../state/session-runs.ts";
import { reopen } from "../state/workbench.ts";

/** Bars above the notebook for what concerns all of it. */
export function Banners({ session }: { readonly session: LiveSession | null }) {
  const connection = useWorkbenchView((view) => view.connection);
  return (
    <>
      {connection === "lost" ? (
        <Banner tone="warn">
          The engine cannot be reached; connecting again. You can keep editing. If Assay was started anew, open the link it printed.
        </Banner>
      ) : null}
      {session ? <SessionBanners session={session} /> : null}
    </>
  );
}

function SessionBanners({ session }: { readonly session: LiveSession }) {
  const workbench = useWorkbench();
  const trusted = useStore(session.store, (view) => view.remote.trusted);
  const disk = useStore(session.store, (view) => view.remote.disk);
  const lost = useStore(session.store, (view) => view.lost);
  const run = useStore(session.store, (view) => view.remote.runs[0]);
  const { client } = session.connection;
  return (
    <>
      {lost ? (
        <Banner
          tone="bad"
          actions={
            <Button size="small" onClick={() => attempt(() => reopen(workbench, session))}>
              Open again
            </Button>
          }
        >
          This notebook is no longer open in the engine: {lost}
        </Banner>
      ) : null}
      {trusted ? null : (
        <Banner
          tone="info"
          actions={
            <Button
              size="small"
              look="primary"
              onClick={() => attempt(() => client.notebook.setTrusted({ notebook: session.notebook, trusted: true }))}
            >
              Trust this folder
            </Button>
          }
        >
          Restricted: results are shown, nothing runs.
        </Banner>
      )}
      {disk.type === "failed" || disk.type === "read-only" ? (
        <Banner
          tone={disk.type === "failed" ? "bad" : "info"}
          actions={
            <Button size="small" onClick={() => saveNow(session)}>
              Try again
            </Button>
          }
        >
          <Coded>{`${disk.problem.sentence} ${disk.problem.hint ?? ""}`}</Coded>
        </Banner>
      ) : null}
      {disk.type === "gone" ? (
        <Banner
          tone="bad"
          actions={
            <Button size="small" onClick={() => saveNow(session)}>
              Write it again
            </Button>
          }
        >
          The file was moved or deleted. What you see is kept here.
        </Banner>
      ) : null}
      {disk.type === "conflict" ? (
        <Banner tone="warn">
          {disk.conflicts.map((conflict) => conflict.name).join(", ")} changed here and on disk. Choose in the cell which to keep; saving
          waits until then.
        </Banner>
      ) : null}
      {run?.state === "paused" && run.sentence && run.pausedBy !== "you" && run.pausedBy !== "batch" ? (
        <Banner tone="warn">
          <Coded>{run.sentence}</Coded>
        </Banner>
      ) : null}
    </>
  );
}
