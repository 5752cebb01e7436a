import type { LiveSession } from "../state/session-runs.ts";
import type { LeftPanel as PanelName } from "../state/workbench.ts";
import { DataPanel } from "./DataPanel.tsx";
import { FilesPanel } from "./FilesPanel.tsx";
import style from "./LeftPanel.module.css";
import { Outline } from "./Outline.tsx";
import { ProblemsPanel } from "./ProblemsPanel.tsx";
import { RunsPanel } from "./RunsPanel.tsx";

const titles: { readonly [panel in PanelName]: string } = {
  outline: "Outline",
  data: "Data",
  files: "Files",
  runs: "Runs",
  problems: "Problems",
};

export function LeftPanel({ panel, session }: { readonly panel: PanelName; readonly session: LiveSession | null }) {
  return (
    <section data-panel={panel} className={style.panel} aria-label={titles[panel]}>
      <h2 className={style.title}>{titles[panel]}</h2>
      <div className={style.body}>
        {panel === "files" ? <FilesPanel /> : null}
        {panel === "outline" && session ? <Outline /> : null}
        {panel === "data" && session ? <DataPanel /> : null}
        {panel === "runs" && session ? <RunsPanel /> : null}
        {panel === "problems" && session ? <ProblemsPanel /> : null}
      </div>
    </section>
  );
}
