import type { ReportCell } from "#main/engine/parts/report.ts";
import type { Problem } from "#shared/assay-error.ts";
import type { ChartDrawing } from "#shared/charts/drawing.ts";
import { ledgerLines } from "#shared/data/row-ledger.ts";
import type { RowLedger } from "#shared/journal/entries.ts";
import { Card, cardIn } from "./card.tsx";
import { Chart } from "./chart.tsx";
import { DataTable } from "./table.tsx";
import { count, stateWords } from "./words.ts";

type CellProps = { readonly cell: ReportCell; readonly id: string; readonly renderDrawing: (drawing: ChartDrawing) => string };

const summaryShownChars = 72;

/** One cell: what it is, how it stands, its source folded, and what came out of it. */
export function Cell({ cell, id, renderDrawing }: CellProps) {
  const { status } = cell;
  const { mark, word, tone } = stateWords[status.state];
  const result = status.result;
  // A measure's summary is a sentence; it needs a line of its own.
  const isFinding = result !== null && result.summary.length > summaryShownChars;
  const isTold = status.state === "stale" || status.problems.some((problem) => problem.sentence === status.sentence);
  const tellsMore = status.state !== "fresh" && !isTold && status.sentence !== "" && status.sentence !== word;
  return (
    <section className={`cell ${tone}`} aria-labelledby={id}>
      <header>
        <p id={id} className="name">
          <span className="kind">{status.kind}</span> <b>{status.name}</b>
          {cell.title && <span className="title">{cell.title}</span>}
        </p>
        <p className="facts">
          {result && !isFinding && <span>{result.summary}</span>}
          {result?.simulated && <strong className="simulated">simulated</strong>}
          {result?.triedRows !== null && result?.triedRows !== undefined && <span>tried on {count(result.triedRows, "row")}</span>}
          <span className={`state ${tone}`}>
            <span aria-hidden="true">{mark}</span> {word}
          </span>
        </p>
      </header>
      {result && isFinding && <p className="finding">{result.summary}</p>}
      {tellsMore && <p className={`note ${tone}`}>{status.sentence}</p>}
      {result && status.state === "stale" && (
        <p className="note warn">This result is older than the notebook{status.reasons.length > 0 && `: ${status.reasons.join("; ")}`}.</p>
      )}
      {status.problems.length > 0 && <Problems problems={status.problems} />}
      {cell.source.trim() !== "" && (
        <details>
          <summary>Source</summary>
          <pre>
            <code>{cell.source}</code>
          </pre>
        </details>
      )}
      {cell.drawing && <Chart drawing={cell.drawing} id={`${id}-chart`} renderDrawing={renderDrawing} />}
      {cell.tables.map((table) => {
        const card = cardIn(cell, table);
        return card === null ? (
          <DataTable key={table.name} {...table} simulated={result?.simulated ?? false} />
        ) : (
          <Card key={table.name} name={table.name} id={`${id}-card`} card={card} />
        );
      })}
      {cell.files.length > 0 && <Files files={cell.files} />}
      {result?.ledger && <Ledger ledger={result.ledger} />}
      {cell.rowErrors.length > 0 && <RowErrors groups={cell.rowErrors} />}
    </section>
  );
}

function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <ul className="problems">
      {problems.map((problem) => (
        <li key={`${problem.sentence} ${problem.place.line}`} className={problem.severity === "error" ? "bad" : "warn"}>
          <b>{problem.severity === "error" ? "Error" : "Warning"}</b>
          {problem.place.line !== undefined && ` in line ${problem.place.line}`}: {problem.sentence}{" "}
          {problem.hint && <span className="soft">{problem.hint}</span>}
        </li>
      ))}
    </ul>
  );
}

function Ledger({ ledger }: { readonly ledger: RowLedger }) {
  const lines = ledgerLines(ledger).filter((line) => line.rows > 0);
  return (
    <p className="ledger">
      <b>{count(ledger.requested, "row")} asked for</b>:{" "}
      {lines
        .map(({ ending, reason, rows }) => `${rows.toLocaleString("en-US")} ${ending}${reason === null ? "" : ` (${reason})`}`)
        .join(" · ") || "none"}
    </p>
  );
}

function RowErrors({ groups }: { readonly groups: ReportCell["rowErrors"] }) {
  return (
    <details>
      <summary>
        {count(
          groups.reduce((sum, group) => sum + group.count, 0),
          "row",
        )}{" "}
        with errors
      </summary>
      <ul className="problems">
        {groups.map((group) => (
          <li key={group.cause}>
            <b>
              {group.count.toLocaleString("en-US")} × {group.cause}
            </b>
            : {group.sentence} <span className="soft">{group.rows.slice(0, 5).join("; ")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Files({ files }: { readonly files: ReportCell["files"] }) {
  return (
    <ul className="files">
      {files.map((file) => (
        <li key={file.path}>
          <code>{file.path}</code> · {file.rows > 0 && `${count(file.rows, "row")} · `}
          {count(file.bytes, "byte")} · <span className="soft">SHA-256 {file.sha256.slice(0, 12)}</span>
        </li>
      ))}
    </ul>
  );
}
