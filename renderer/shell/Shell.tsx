import { Minimize2 } from "lucide-react";
import { Boundary } from "../kit/Boundary.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { Panels } from "../kit/Panels.tsx";
import { Sheet } from "../kit/Sheet.tsx";
import { Notebook } from "../notebook/Notebook.tsx";
import { runCommand } from "../state/command-table.ts";
import { SessionContext, useSession, useWorkbench, useWorkbenchView } from "../state/hooks.ts";
import type { LiveSession } from "../state/session-runs.ts";
import { Banners } from "./Banners.tsx";
import { Inspector } from "./Inspector.tsx";
import { LeftPanel } from "./LeftPanel.tsx";
import { Rail } from "./Rail.tsx";
import style from "./Shell.module.css";
import { StatusBar } from "./StatusBar.tsx";
import { TitleBar } from "./TitleBar.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { useWide } from "./use-wide.ts";
import { Welcome } from "./Welcome.tsx";

export function Shell() {
  const active = useWorkbenchView((view) => view.active);
  const session = useWorkbenchView((view) => view.tabs).find((tab) => tab.notebook === active) ?? null;
  const zen = useWorkbenchView((view) => view.zen) && session !== null;
  return (
    <SessionContext value={session}>
      <div className={style.shell}>
        {zen ? (
          <LeaveZen />
        ) : (
          <header>
            <TitleBar />
            {session ? <Toolbar key={session.notebook} /> : null}
          </header>
        )}
        <Banners session={session} />
        <div className={style.work}>
          {zen ? null : <Rail session={session} />}
          <Work session={session} zen={zen} />
        </div>
        {zen ? null : <StatusBar session={session} />}
      </div>
    </SessionContext>
  );
}

/** Bars about the notebook's file and engine stay; this is the way back to all the rest. */
function LeaveZen() {
  const context = { workbench: useWorkbench(), session: useSession() };
  return (
    <header className={style.leave}>
      <IconButton name="Show everything again" icon={<Minimize2 />} onClick={() => runCommand("window.zen", context)} />
    </header>
  );
}

function Work({ session, zen }: { readonly session: LiveSession | null; readonly zen: boolean }) {
  const { store } = useWorkbench();
  const left = useWorkbenchView((view) => view.left);
  const inspector = useWorkbenchView((view) => view.inspector);
  const wide = useWide();
  const sheet = useWorkbenchView((view) => view.sheet);
  const side =
    session && !zen && (wide ? inspector : sheet) ? (
      <Boundary what="The inspector">
        <Inspector key={session.notebook} />
      </Boundary>
    ) : null;
  return (
    <>
      <Panels
        left={left && !zen && (session || left === "files") ? <LeftPanel panel={left} session={session} /> : null}
        middle={<main className={style.page}>{session ? <Notebook key={session.notebook} /> : <Welcome />}</main>}
        right={
          wide && side ? (
            <aside aria-label="Inspector" className={style.side}>
              {side}
            </aside>
          ) : null
        }
      />
      {side && !wide ? (
        <Sheet title="Inspector" onClose={() => store.setState({ sheet: false })}>
          {side}
        </Sheet>
      ) : null}
    </>
  );
}
