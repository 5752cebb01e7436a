import { useStore } from "zustand";
import { countOf, formatClock, formatCount, formatDuration, formatUsd } from "../kit/format.ts";
import { Progress } from "../kit/Progress.tsx";
import { useWorkbenchView } from "../state/hooks.ts";
import type { SessionView } from "../state/session.ts";
import { isRunning } from "../state/session.ts";
import type { LiveSession } from "../state/session-runs.ts";
import style from "./StatusBar.module.css";

const engineWords = { connecting: "connecting", open: "engine ready", lost: "engine not reached" } as const;

export function StatusBar({ session }: { readonly session: LiveSession | null }) {
  const host = useWorkbenchView((view) => view.host);
  const connection = useWorkbenchView((view) => view.connection);
  return (
    <section className={style.bar} aria-label="Status">
      <span className={style.part}>
        <span className={`${style.dot} ${style[connection]}`} />
        {engineWords[connection]}
      </span>
      {host ? <span className={style.part}>{host.address}</span> : null}
      {session ? <SessionStatus session={session} /> : host ? <span className={style.part}>{host.folder}</span> : null}
    </section>
  );
}

function SessionStatus({ session }: { readonly session: LiveSession }) {
  const trusted = useStore(session.store, (view) => view.remote.trusted);
  const running = useStore(session.store, isRunning);
  const disk = useStore(session.store, (view) => view.remote.disk);
  const unsent = useStore(session.store, (view) => view.buffer.mine !== view.buffer.base);
  return (
    <>
      <span className={style.part}>{trusted ? "trusted" : "restricted"}</span>
      <span className={style.space} />
      {running ? <RunProgress session={session} /> : null}
      <span className={`${style.part} ${disk.type === "failed" || disk.type === "gone" ? style.bad : ""}`}>{savedWords(disk, unsent)}</span>
    </>
  );
}

function RunProgress({ session }: { readonly session: LiveSession }) {
  const cells = useStore(session.store, (view) => view.remote.cells);
  const run = useStore(session.store, (view) => view.remote.runs[0]);
  const over = (run?.cells ?? []).filter((name) => cells[name]?.state !== "queued" && cells[name]?.state !== "running").length;
  const counted = (run?.cells ?? []).flatMap((name) => cells[name]?.progress ?? []);
  const done = counted.reduce((sum, each) => sum + each.done, 0);
  const total = counted.reduce((sum, each) => sum + each.total, 0);
  const left = counted.map((each) => each.etaMs ?? 0).reduce((most, each) => Math.max(most, each), 0);
  // Free cells make no calls: the run is then told by its cells.
  if (total === 0) return <span className={style.part}>{`${formatCount(over)} of ${countOf(run?.cells.length ?? 0, "cell")}`}</span>;
  return (
    <span className={style.part}>
      <span className={style.meter}>
        <Progress name="Run" done={done} total={total} />
      </span>
      {formatCount(done)}/{formatCount(total)}
      {left > 0 ? ` · ${formatDuration(left)} left` : ""}
      {run && run.spentUsd > 0 ? ` · ${formatUsd(run.spentUsd)}` : ""}
    </span>
  );
}

function savedWords(disk: SessionView["remote"]["disk"], unsent: boolean): string {
  switch (disk.type) {
    case "saved":
      if (unsent) return "unsaved";
      return disk.at > 0 ? `saved ${formatClock(disk.at, Date.now())}` : "saved";
    case "unsaved":
      return "unsaved";
    case "saving":
      return "saving";
    case "failed":
      return "not saved";
    case "read-only":
      return "read-only";
    case "gone":
      return "file is gone";
    case "conflict":
      return "changed on disk";
  }
}
