import type { CellResult } from "#shared/journal/entries.ts";
import { formatBytes } from "../../kit/format.ts";
import style from "../outputs.module.css";
import { useRows } from "../use-rows.ts";
import { FilesOutput } from "./FilesOutput.tsx";

const sentShown = 100;

/** What was written, with sizes and hashes, and what has left the machine. */
export function ExportLog({ cell, result, sent }: { readonly cell: string; readonly result: CellResult; readonly sent: string | null }) {
  return (
    <>
      <FilesOutput cell={cell} recipe={result.recipe} />
      {sent === null ? null : <SentFiles table={sent} result={result} />}
    </>
  );
}

function SentFiles({ table, result }: { readonly table: string; readonly result: CellResult }) {
  const found = useRows({ table, version: `${result.recipe} ${result.at}`, most: sentShown });
  if (found === null || found.rows.length === 0) return null;
  return (
    <table className={style.table} style={{ marginTop: 16 }} aria-label="Sent">
      <thead>
        <tr>
          <th scope="col">Sent to</th>
          <th scope="col">File</th>
          <th scope="col" className={style.number}>
            Size
          </th>
          <th scope="col">There</th>
        </tr>
      </thead>
      <tbody>
        {found.rows.map((row) => (
          <tr key={`${row.to} ${row.file}`}>
            <td>{String(row.to)}</td>
            <td className={style.mono}>{String(row.file)}</td>
            <td className={style.number}>{formatBytes(Number(row.bytes))}</td>
            <td className={style.mono}>{typeof row.url === "string" ? row.url : String(row.id)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
