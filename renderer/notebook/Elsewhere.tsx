import { Check, Copy, FilePlus, FileUp } from "lucide-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import type { RequestFile, ResultsFile } from "#shared/contract/batches.ts";
import { stillLacking } from "#shared/contract/results-words.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { countOf, formatBytes, formatCount } from "../kit/format.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { attempt } from "../state/failure.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import { goToBlock } from "../state/session.ts";
import { requestRun } from "../state/session-runs.ts";
import style from "./Elsewhere.module.css";
import { ResultsRead } from "./ResultsRead.tsx";
import { useResults } from "./use-results.ts";

/** What a cell lacks as request files for an engine on other machines, and their results read back. */
export function Elsewhere({ cell }: { readonly cell: string }) {
  const session = useSession();
  const results = useResults(session, cell);
  const { report } = results;
  // What opened it is gone where that was the entry of a menu: the cell has the focus then.
  useEffect(
    () => () => {
      requestAnimationFrame(() => document.activeElement === document.body && goToBlock(session, `cell:${cell}`));
    },
    [session, cell],
  );
  const close = () => {
    session.store.setState({ elsewhere: null });
    // What the answers make of the cell is planned anew: where nothing is lacking it runs at once.
    if (report !== null) requestRun(session, { type: "cell", cell, upstream: "run" }, { type: "full" });
  };
  return (
    <Dialog
      title={`Run ${cell} elsewhere`}
      description="What this cell lacks goes into files that vLLM's run-batch and engines like it take; their results come back as ordinary answers."
      width={720}
      onClose={close}
      footer={
        <Button look={report === null ? "plain" : "primary"} onClick={close}>
          {report === null ? "Close" : stillLacking(report) === 0 ? `Build ${cell}` : `Plan the rest of ${cell}`}
        </Button>
      }
    >
      <WriteRequests cell={cell} />
      <section aria-labelledby="read-results" className={style.step}>
        <h3 id="read-results">Results</h3>
        <ReadResults results={results} />
      </section>
    </Dialog>
  );
}

function WriteRequests({ cell }: { readonly cell: string }) {
  const { connection, notebook } = useSession();
  const isWaiting = useSessionView((view) => view.remote.cells[cell]?.batch !== undefined);
  const [written, setWritten] = useState<readonly RequestFile[] | null>(null);
  const [busy, setBusy] = useState(false);
  const write = (): void =>
    attempt(async () => {
      setBusy(true);
      try {
        setWritten(await connection.client.batches.writeRequests({ notebook, cell }));
      } finally {
        setBusy(false);
      }
    });
  return (
    <section aria-labelledby="write-requests" className={style.step}>
      <h3 id="write-requests">Requests</h3>
      <p className={style.soft}>
        One file a model, or several of 50,000 requests, in the folder <code>batch/</code> beside the notebook. Nothing is written over,
        nothing is asked, and no key is in it.
      </p>
      <Button icon={<FilePlus />} look={written === null ? "primary" : "plain"} data-first="" disabled={busy} onClick={write}>
        {busy ? "Writing request files" : "Write request files"}
      </Button>
      <div role="status" className={style.told}>
        {written === null ? null : written.length === 0 ? (
          <p>
            Nothing was written: every call is answered already, or on its way in a batch.
            {isWaiting ? " Cancel the cell's batch first to run elsewhere what it has not answered." : ""}
          </p>
        ) : (
          <ul className={style.files}>
            {written.map((file) => (
              <WrittenFile key={file.path} file={file} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function WrittenFile({ file: { path, model, requests, command } }: { readonly file: RequestFile }) {
  const [copied, setCopied] = useState(false);
  return (
    <li>
      <div>
        <code>{path}</code> <span className={style.soft}>{`${countOf(requests, "request")} to ${model}`}</span>
      </div>
      <div className={style.command}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre tabIndex={0}>{command}</pre>
        <IconButton
          name={copied ? "Copied" : `Copy the command for ${path}`}
          icon={copied ? <Check /> : <Copy />}
          onClick={() =>
            attempt(async () => {
              await navigator.clipboard.writeText(command);
              setCopied(true);
            })
          }
        />
      </div>
    </li>
  );
}

function ReadResults({
  results: { state, report, source, readFile, readBeside, stop },
}: {
  readonly results: ReturnType<typeof useResults>;
}) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined): void => {
    if (file !== undefined) readFile(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  if (state.type === "reading")
    return (
      <div className={style.told}>
        <p role="status">
          Reading {state.name}
          {state.lines === null ? "" : ` · ${formatCount(state.lines)} lines`}
        </p>
        <Button onClick={stop}>Stop</Button>
      </div>
    );
  return (
    <>
      {report === null ? null : <ResultsRead report={report} source={source} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the chooser in it is the first */}
      <div
        className={style.zone}
        data-over={over}
        onDragOver={(event) => event.preventDefault()}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span>Drop a results file here, or</span>
        <Button icon={<FileUp />} onClick={() => input.current?.click()}>
          Choose a results file …
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          tabIndex={-1}
          aria-label="Results file"
          accept=".jsonl,.ndjson,.json"
          onChange={(event) => take(event.target.files?.[0])}
        />
      </div>
      <Beside onChoose={readBeside} />
    </>
  );
}

/** Results that somebody has laid beside the requests. */
function Beside({ onChoose }: { readonly onChoose: (path: string) => void }) {
  const { connection, notebook } = useSession();
  const [files, setFiles] = useState<readonly ResultsFile[]>([]);
  useEffect(() => {
    const look = (): void => attempt(async () => setFiles(await connection.client.batches.resultFiles({ notebook })));
    look();
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [connection, notebook]);
  if (files.length === 0) return null;
  return (
    <ul className={style.files} aria-label="Results beside the requests">
      {files.map(({ path, bytes }) => (
        <li key={path} className={style.beside}>
          <code>{path}</code>
          <span className={style.soft}>{formatBytes(bytes)}</span>
          <Button size="small" aria-label={`Read ${path}`} onClick={() => onChoose(path)}>
            Read
          </Button>
        </li>
      ))}
    </ul>
  );
}
