import { FileUp, FolderUp } from "lucide-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { bytesSentence } from "#shared/import/bytes-words.ts";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { Progress } from "../kit/Progress.tsx";
import type { LiveSession } from "../state/session-runs.ts";
import { chosenFiles, droppedFiles, type GivenFiles } from "./given-files.ts";
import style from "./Import.module.css";
import { ImportPreview } from "./ImportPreview.tsx";
import { useImport } from "./use-import.ts";

type ImportDialogProps = {
  readonly session: LiveSession;
  readonly given: GivenFiles | null;
  readonly at: number | null;
  readonly onClose: () => void;
};

const endings = ".jsonl,.ndjson,.json,.csv,.tsv,.tab,.parquet,.pq";

/** Data into the notebook: given, looked at, mapped, and only then written. */
export function ImportDialog({ session, given, at, onClose }: ImportDialogProps) {
  const importing = useImport(session);
  const { state, give, leave } = importing;
  const begun = useRef(false);
  useEffect(() => {
    if (given === null || begun.current) return;
    begun.current = true;
    give(given);
  }, [given, give]);
  return (
    <Dialog title="Import data" width={880} onClose={onClose}>
      {state.type === "choosing" ? (
        <>
          {state.problem === null ? null : (
            <p role="alert" className={style.problem}>
              <Coded>{`${state.problem.message} ${state.problem.hint ?? ""}`}</Coded>
            </p>
          )}
          <ChooseFiles onGiven={give} />
        </>
      ) : null}
      {state.type === "reading" ? (
        <div className={style.reading}>
          <p role="status">
            {state.what} {state.name}
            {state.total > 0 ? ` · ${bytesSentence(state.done, state.total)}` : ""}
          </p>
          <Progress name={`${state.what} ${state.name}`} done={state.done} total={state.total} />
          <Button data-first="" onClick={leave}>
            Stop
          </Button>
        </div>
      ) : null}
      {state.type === "read" ? (
        <ImportPreview key={state.read.part.path} session={session} importing={importing} read={state.read} at={at} onClose={onClose} />
      ) : null}
    </Dialog>
  );
}

function ChooseFiles({ onGiven }: { readonly onGiven: (given: GivenFiles | null) => void }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void droppedFiles(event.dataTransfer).then(onGiven);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the choosers in it are the first
    <div
      className={style.zone}
      data-over={over}
      onDragOver={(event) => event.preventDefault()}
      onDragEnter={() => setOver(true)}
      onDrop={drop}
    >
      <p>
        Drop a JSONL, JSON, CSV, TSV or Parquet file here, or a Hugging Face dataset folder. Nothing is written before you have seen what it
        holds.
      </p>
      <span className={style.actions}>
        <FileChooser label="Choose a file …" icon={<FileUp />} onGiven={onGiven} />
        <FileChooser label="Choose a folder …" icon={<FolderUp />} folder onGiven={onGiven} />
      </span>
    </div>
  );
}

type FileChooserProps = {
  readonly label: string;
  readonly icon: React.ReactNode;
  readonly folder?: boolean;
  readonly onGiven: (given: GivenFiles | null) => void;
};

function FileChooser({ label, icon, folder, onGiven }: FileChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look={folder ? "plain" : "primary"} icon={icon} data-first={folder ? undefined : ""} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={label}
        {...(folder ? { webkitdirectory: "" } : { accept: endings })}
        onChange={(event) => onGiven(event.target.files === null ? null : chosenFiles(event.target.files))}
      />
    </>
  );
}
