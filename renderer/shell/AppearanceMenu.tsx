import type { ReactElement } from "react";
import { Menu } from "../kit/Menu.tsx";
import { useWorkbench, useWorkbenchView } from "../state/hooks.ts";

export function AppearanceMenu({ trigger }: { readonly trigger: ReactElement }) {
  const { store } = useWorkbench();
  const theme = useWorkbenchView((view) => view.theme);
  const density = useWorkbenchView((view) => view.density);
  return (
    <Menu
      trigger={trigger}
      entries={[
        { type: "heading", label: "Theme" },
        { type: "choice", label: "Like the system", chosen: theme === "system", onSelect: () => store.setState({ theme: "system" }) },
        { type: "choice", label: "Light", chosen: theme === "light", onSelect: () => store.setState({ theme: "light" }) },
        { type: "choice", label: "Dark", chosen: theme === "dark", onSelect: () => store.setState({ theme: "dark" }) },
        { type: "line" },
        { type: "heading", label: "Density" },
        {
          type: "choice",
          label: "Comfortable",
          chosen: density === "comfortable",
          onSelect: () => store.setState({ density: "comfortable" }),
        },
        { type: "choice", label: "Compact", chosen: density === "compact", onSelect: () => store.setState({ density: "compact" }) },
      ]}
    />
  );
}
