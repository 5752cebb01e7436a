import { useState } from "react";
import { Dialog } from "../kit/Dialog.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { useAnnotator } from "./annotator.ts";
import { QueueView } from "./QueueView.tsx";
import { useLabelling } from "./use-labelling.ts";
import { WhoLabels } from "./WhoLabels.tsx";

type LabellingPaneProps = { readonly cell: string; readonly version: string };

/** The queue of a human cell. `version` names the cell's result: another one is another queue, or has other people's labels. */
export function LabellingPane({ cell, version }: LabellingPaneProps) {
  const [annotator, remember] = useAnnotator();
  const [asking, setAsking] = useState(false);
  const [named, setNamed] = useState(false);
  const onName = (name: string): void => {
    remember(name);
    setAsking(false);
    setNamed(true);
  };
  if (asking || annotator === "") return <WhoLabels cell={cell} name={annotator} onName={onName} />;
  return <Queue key={annotator} cell={cell} version={version} annotator={annotator} isStarted={named} onWho={() => setAsking(true)} />;
}

/** `isStarted`: somebody has just said who labels, so the next key is for the queue. */
type QueueProps = LabellingPaneProps & { readonly annotator: string; readonly isStarted: boolean; readonly onWho: () => void };

function Queue({ cell, version, annotator, isStarted, onWho }: QueueProps) {
  const labelling = useLabelling(cell, version, annotator);
  const [wide, setWide] = useState(false);
  const view = (isWide: boolean) => (
    <QueueView
      cell={cell}
      annotator={annotator}
      labelling={labelling}
      wide={isWide}
      takesFocus={isWide || isStarted}
      onWide={() => setWide(!isWide)}
      onWho={onWho}
    />
  );
  return (
    <>
      {wide ? <EmptyState title="The queue is open over the page.">Escape brings it back here.</EmptyState> : view(false)}
      {wide ? (
        <Dialog title={`Labelling ${cell}`} onClose={() => setWide(false)} width={1800}>
          {view(true)}
        </Dialog>
      ) : null}
      <div className="visually-hidden" role="status" aria-live="polite">
        {labelling.said}
      </div>
    </>
  );
}
