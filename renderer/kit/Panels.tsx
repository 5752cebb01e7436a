import type { ReactNode } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import style from "./Panels.module.css";

type PanelsProps = { readonly left: ReactNode | null; readonly middle: ReactNode; readonly right: ReactNode | null };

/** Two side panels around the page; their sizes are kept per window. */
export function Panels({ left, middle, right }: PanelsProps) {
  const panelIds = [...(left ? ["left"] : []), "middle", ...(right ? ["right"] : [])];
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: "assay-panels", panelIds, storage: localStorage });
  return (
    <Group orientation="horizontal" className={style.group ?? ""} defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged}>
      {left ? (
        <>
          <Panel id="left" defaultSize={260} minSize={190} maxSize={420} groupResizeBehavior="preserve-pixel-size">
            {left}
          </Panel>
          <Separator className={style.edge ?? ""} title="Width of the left panel" />
        </>
      ) : null}
      <Panel id="middle" minSize={360}>
        {middle}
      </Panel>
      {right ? (
        <>
          <Separator className={style.edge ?? ""} title="Width of the inspector" />
          <Panel id="right" defaultSize={320} minSize={260} maxSize={560} groupResizeBehavior="preserve-pixel-size">
            {right}
          </Panel>
        </>
      ) : null}
    </Group>
  );
}
