import { useEffect } from "react";
import { notebookParameter } from "#shared/contract/page.ts";
import { Boundary } from "./kit/Boundary.tsx";
import { Toasts } from "./kit/Toasts.tsx";
import { TooltipScope } from "./kit/Tooltip.tsx";
import { Overlays } from "./shell/Overlays.tsx";
import { Shell } from "./shell/Shell.tsx";
import { attempt } from "./state/failure.ts";
import { useWorkbench } from "./state/hooks.ts";
import { listenToKeys } from "./state/key-listener.ts";
import { keepWindowMenu } from "./state/window-menu.ts";
import { keepTitle } from "./state/window-title.ts";
import { openNotebook, type Workbench } from "./state/workbench.ts";
import { contextOf } from "./state/workbench-commands.ts";

export function App() {
  const workbench = useWorkbench();
  useEffect(() => listenToKeys(() => contextOf(workbench)), [workbench]);
  useEffect(() => openAddressed(workbench), [workbench]);
  useEffect(() => keepTitle(workbench), [workbench]);
  useEffect(() => keepWindowMenu(workbench), [workbench]);
  return (
    <TooltipScope>
      <Boundary what="The workbench">
        <Shell />
        <Overlays />
      </Boundary>
      <Toasts />
    </TooltipScope>
  );
}

/** A notebook named in the page's address opens at once. */
function openAddressed(workbench: Workbench): void {
  const path = new URLSearchParams(location.search).get(notebookParameter);
  if (path) attempt(() => openNotebook(workbench, path));
}
