import { useStore } from "zustand";
import { ImportDialog } from "../import/ImportDialog.tsx";
import { Boundary } from "../kit/Boundary.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { ModelsPanel } from "../settings/ModelsPanel.tsx";
import { useWorkbench, useWorkbenchView } from "../state/hooks.ts";
import type { LiveSession } from "../state/session-runs.ts";
import { CommandPalette } from "./CommandPalette.tsx";
import { GoTo } from "./GoTo.tsx";
import { NewNotebook } from "./NewNotebook.tsx";
import { PlanDialog } from "./PlanDialog.tsx";
import { SaveAs } from "./SaveAs.tsx";
import { ShortcutSheet } from "./ShortcutSheet.tsx";

/** Whatever lies over the page: at most one thing. */
export function Overlays() {
  const { store } = useWorkbench();
  const overlay = useWorkbenchView((view) => view.overlay);
  const active = useWorkbenchView((view) => view.active);
  const session = useWorkbenchView((view) => view.tabs).find((tab) => tab.notebook === active) ?? null;
  const close = () => store.setState({ overlay: null });
  switch (overlay) {
    case "palette":
      return <CommandPalette session={session} onClose={close} />;
    case "go-to":
      return <GoTo session={session} onClose={close} />;
    case "shortcuts":
      return <ShortcutSheet onClose={close} />;
    case "new-notebook":
      return <NewNotebook onClose={close} />;
    case "save-as":
      return session ? <SaveAs session={session} onClose={close} /> : null;
    case "import":
      return session ? <ImportOverlay session={session} onClose={close} /> : null;
    case "settings":
      return (
        <Dialog
          title="Models and keys"
          description="Notebooks name models as provider/name. Addresses and keys stay here, on this machine."
          width={860}
          onClose={close}
        >
          <Boundary what="The list of models">
            <ModelsPanel />
          </Boundary>
        </Dialog>
      );
    case null:
      return session ? <Plans session={session} /> : null;
  }
}

function ImportOverlay({ session, onClose }: { readonly session: LiveSession; readonly onClose: () => void }) {
  const importing = useWorkbenchView((view) => view.importing);
  return <ImportDialog session={session} given={importing?.files ?? null} at={importing?.at ?? null} onClose={onClose} />;
}

function Plans({ session }: { readonly session: LiveSession }) {
  const asking = useStore(session.store, (view) => view.asking);
  return asking && asking.cell === null ? <PlanDialog session={session} asking={asking} /> : null;
}
