import { FileText, KeyRound, Plus } from "lucide-react";
import type { NotebookListing } from "#shared/contract/contract.ts";
import { Button } from "../kit/Button.tsx";
import { formatClock } from "../kit/format.ts";
import { attempt } from "../state/failure.ts";
import { useWorkbench, useWorkbenchView } from "../state/hooks.ts";
import { openExample, openNotebook } from "../state/workbench.ts";
import { Mark } from "./Mark.tsx";
import style from "./Welcome.module.css";

/** The first page: begin, go on, or look at an example. */
export function Welcome() {
  const workbench = useWorkbench();
  const host = useWorkbenchView((view) => view.host);
  const listing = useWorkbenchView((view) => view.listing);
  const recent = useWorkbenchView((view) => view.recent);
  const own = sortedByRecency(listing?.filter((each) => !each.example) ?? [], recent);
  const examples = listing?.filter((each) => each.example) ?? [];
  return (
    <div className={style.page}>
      <div className={style.column}>
        <header className={style.head}>
          <Mark size={36} />
          <h1 className={style.title}>Assay</h1>
          <p className={style.lead}>Make synthetic data, and find out how far its judges can be trusted.</p>
          <div className={style.actions}>
            <Button look="primary" icon={<Plus />} onClick={() => workbench.store.setState({ overlay: "new-notebook" })}>
              New notebook
            </Button>
            <Button icon={<FileText />} onClick={() => workbench.store.setState({ left: "files" })}>
              Open
            </Button>
          </div>
        </header>
        <section className={style.section} aria-labelledby="welcome-own">
          <div className={style.heading}>
            <h2 id="welcome-own">In this folder</h2>
            {host ? <span className={style.folder}>{host.folder}</span> : null}
          </div>
          {listing !== null && own.length === 0 ? (
            <p className={style.soft}>No notebooks yet. Start a new one, or copy an example below.</p>
          ) : null}
          <ul>
            {own.slice(0, 8).map((each) => (
              <Item key={each.path} listing={each} onOpen={() => attempt(() => openNotebook(workbench, each.path))} />
            ))}
          </ul>
        </section>
        {examples.length > 0 ? (
          <section className={style.section} aria-labelledby="welcome-examples">
            <div className={style.heading}>
              <h2 id="welcome-examples">Examples</h2>
              <span className={style.soft}>run without a key and without a network</span>
            </div>
            <ul>
              {examples.map((each) => (
                <Item key={each.path} listing={each} onOpen={() => attempt(() => openExample(workbench, each.path))} />
              ))}
            </ul>
          </section>
        ) : null}
        <section className={style.card} aria-labelledby="welcome-models">
          <KeyRound />
          <div className={style.cardText}>
            <h2 id="welcome-models" className={style.cardTitle}>
              Connect a model
            </h2>
            <p className={style.soft}>Any OpenAI-compatible address: a provider, vLLM, Ollama, llama.cpp. {host?.abilities.keyStoreNote}</p>
          </div>
          <Button onClick={() => workbench.store.setState({ overlay: "settings" })}>Add a provider</Button>
        </section>
      </div>
    </div>
  );
}

function Item({ listing, onOpen }: { readonly listing: NotebookListing; readonly onOpen: () => void }) {
  return (
    <li>
      <button type="button" className={style.item} onClick={onOpen}>
        <span className={style.itemTitle}>{listing.title || listing.path}</span>
        <span className={style.path}>{listing.path}</span>
        {listing.example ? null : <span className={style.when}>{formatClock(listing.modifiedAt, Date.now())}</span>}
      </button>
    </li>
  );
}

function sortedByRecency(listing: readonly NotebookListing[], recent: readonly string[]): readonly NotebookListing[] {
  const rank = (path: string): number => {
    const at = recent.indexOf(path);
    return at < 0 ? recent.length : at;
  };
  return listing.toSorted((a, b) => rank(a.path) - rank(b.path) || b.modifiedAt - a.modifiedAt);
}
