import { useState } from "react";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Segments } from "../../kit/Segments.tsx";
import { useSessionView } from "../../state/hooks.ts";
import { MeasuresOutput } from "../measure/MeasuresOutput.tsx";
import { judgesBy } from "./rubric-judges.ts";

/** Which criteria tell answers apart, agree and repeat one another, by the judges that have used this rubric. */
export function RubricDiscrimination({ cell }: { readonly cell: string }) {
  const cells = useSessionView((view) => view.remote.cells);
  const [chosen, setChosen] = useState<string | null>(null);
  const judges = judgesBy(cell, cells);
  const shown = judges.find(({ judge }) => judge === chosen) ?? judges[0];
  if (shown === undefined)
    return (
      <EmptyState title="No judge has used this rubric yet.">
        Run a judge cell with <code>mode: rubric</code> and <code>rubric: {cell}</code>; which of its criteria tell good answers from bad
        stands here then.
      </EmptyState>
    );
  return (
    <>
      {judges.length > 1 ? (
        <Segments
          name={`Judge that used ${cell}`}
          value={shown.judge}
          options={judges.map(({ judge }) => ({ value: judge, label: judge }))}
          onChange={setChosen}
        />
      ) : null}
      <MeasuresOutput
        key={shown.judge}
        cell={cell}
        name={`Discrimination of ${cell}`}
        measures={[{ method: "rubric", label: "Criteria", table: shown.criteria }]}
        version={shown.version}
      />
    </>
  );
}
