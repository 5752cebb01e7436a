import { Plus } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { attempt } from "../state/failure.ts";
import { useWorkbench, useWorkbenchView } from "../state/hooks.ts";
import { openExample, openNotebook } from "../state/workbench.ts";
import style from "./Rows.module.css";

/** The folder's notebooks, and the examples that come with Assay. */
export function FilesPanel() {
  const workbench = useWorkbench();
  const listing = useWorkbenchView((view) => view.listing) ?? [];
  const open = useWorkbenchView((view) => view.tabs).map((tab) => tab.path);
  const own = listing.filter((each) => !each.example);
  const examples = listing.filter((each) => each.example);
  const add = (
    <Button size="small" icon={<Plus />} onClick={() => workbench.store.setState({ overlay: "new-notebook" })}>
      New notebook
    </Button>
  );
  return (
    <>
      {own.length === 0 ? (
        <EmptyState title="No notebooks in this folder" actions={add}>
          A notebook is a Markdown file whose name ends in .assay.md.
        </EmptyState>
      ) : (
        <ul>
          {own.map((each) => (
            <li key={each.path}>
              <button
                type="button"
                className={`${style.row} ${style.stack}`}
                aria-current={open.includes(each.path)}
                onClick={() => attempt(() => openNotebook(workbench, each.path))}
              >
                <span className={style.name}>{each.title || each.path}</span>
                <span className={`${style.name} ${style.soft}`}>{each.path}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {own.length > 0 ? <div style={{ padding: "8px 16px" }}>{add}</div> : null}
      {examples.length > 0 ? <h3 className={style.heading}>Examples</h3> : null}
      <ul>
        {examples.map((each) => (
          <li key={each.path}>
            <button type="button" className={style.row} onClick={() => attempt(() => openExample(workbench, each.path))}>
              <span className={style.name}>{each.title || each.path}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
