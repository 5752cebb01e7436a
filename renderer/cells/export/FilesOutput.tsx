import { formatBytes, formatCount } from "../../kit/format.ts";
import style from "../outputs.module.css";
import { useCellOutput } from "../use-cell-output.ts";

/** What an export wrote. */
export function FilesOutput({ cell, recipe }: { readonly cell: string; readonly recipe: string }) {
  const output = useCellOutput(cell, recipe);
  if (!output) return null;
  return (
    <table className={style.table}>
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col" className={style.number}>
            Rows
          </th>
          <th scope="col" className={style.number}>
            Size
          </th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        {output.files.map((file) => (
          <tr key={file.path}>
            <td className={style.mono}>{file.path}</td>
            <td className={style.number}>{file.rows > 0 ? formatCount(file.rows) : "–"}</td>
            <td className={style.number}>{formatBytes(file.bytes)}</td>
            <td className={`${style.mono} ${style.soft}`} title={file.sha256}>
              {file.sha256.slice(0, 12)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
