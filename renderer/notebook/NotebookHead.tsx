import { useMemo } from "react";
import { readFrontMatter } from "#shared/notebook/front-matter.ts";
import { Badge } from "../kit/Badge.tsx";
import { formatUsd } from "../kit/format.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import style from "./NotebookHead.module.css";
import { ProblemList } from "./ProblemList.tsx";

/** Title and front matter of the notebook. The title is left to the text when that begins with one. */
export function NotebookHead() {
  const { path } = useSession();
  const first = useSessionView((view) => view.buffer.mine.blocks[0]);
  const opening = useSessionView((view) => view.buffer.mine.blocks.find((block) => block.type !== "front-matter"));
  const simulated = useSessionView((view) => Object.values(view.remote.cells).some((cell) => cell.result?.simulated));
  const front = useMemo(() => readFrontMatter({ blocks: first ? [first] : [] }), [first]);
  const titled = opening?.type === "prose" && /^\s*#\s/.test(opening.raw);
  const models = Object.values(front.models).flat();
  return (
    <header className={style.head}>
      <div className={style.chips}>
        <span className={style.path}>{path}</span>
        {front.budgetUsd === null ? null : <Badge>budget {formatUsd(front.budgetUsd)}</Badge>}
        {models.map((model) => (
          <Badge key={model}>{model}</Badge>
        ))}
        {simulated ? <Badge tone="info">simulated models</Badge> : null}
      </div>
      {titled || front.title === null ? null : <h1 className={style.title}>{front.title}</h1>}
      <ProblemList problems={front.problems} />
    </header>
  );
}
