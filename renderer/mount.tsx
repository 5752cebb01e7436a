import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Connection } from "#shared/contract/connect.ts";
import { App } from "./App.tsx";
import { WorkbenchContext } from "./state/hooks.ts";
import { createWorkbench } from "./state/workbench.ts";

/** Puts the workbench into the page, over any connection. */
export function mountWorkbench(connection: Connection): void {
  const place = document.getElementById("workbench");
  if (!place) throw new Error("The page has no place for the workbench.");
  createRoot(place).render(
    <StrictMode>
      <WorkbenchContext value={createWorkbench(connection)}>
        <App />
      </WorkbenchContext>
    </StrictMode>,
  );
}
