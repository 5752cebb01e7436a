import { useEffect, useState } from "react";
import type { ColumnProfile } from "#shared/contract/contract.ts";
import type { Column } from "#shared/data/table.ts";
import { formatCount } from "../../kit/format.ts";
import { typeWord } from "../../results/type-glyph.tsx";
import { reportFailure } from "../../state/failure.ts";
import { useSession } from "../../state/hooks.ts";
import style from "../outputs.module.css";

type DatasetSchemaProps = { readonly table: string; readonly columns: readonly Column[]; readonly version: string };

/** Wider tables show their types alone. */
const mostProfiled = 40;

/** A dataset's columns: what they hold, and how much of it is missing. */
export function DatasetSchema({ table, columns, version }: DatasetSchemaProps) {
  const profiles = useProfiles(table, columns, version);
  return (
    <table className={style.table}>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Type</th>
          <th scope="col">Missing</th>
          <th scope="col">Distinct</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ name, type }) => {
          const profile = profiles.get(name);
          return (
            <tr key={name}>
              <th scope="row" className={style.mono}>
                {name}
              </th>
              <td>{typeWord(type)}</td>
              <td className={style.number}>{profile === undefined ? "" : formatCount(profile.nulls)}</td>
              <td className={style.number}>
                {profile === undefined ? "" : profile.distinct === null ? "not counted" : formatCount(profile.distinct)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** One column after the other, as they come. */
function useProfiles(table: string, columns: readonly Column[], version: string): ReadonlyMap<string, ColumnProfile> {
  const { connection, notebook } = useSession();
  const [found, setFound] = useState<{ readonly key: string; readonly profiles: ReadonlyMap<string, ColumnProfile> } | null>(null);
  const key = JSON.stringify([table, version, columns.slice(0, mostProfiled).map(({ name }) => name)]);
  useEffect(() => {
    const [of, , names] = JSON.parse(key) as [string, string, string[]];
    const leaving = new AbortController();
    const { signal } = leaving;
    const read = async (): Promise<void> => {
      const profiles = new Map<string, ColumnProfile>();
      for (const column of names) {
        profiles.set(column, await connection.client.table.profile({ notebook, table: of, column }, { signal }));
        if (signal.aborted) return;
        setFound({ key, profiles: new Map(profiles) });
      }
    };
    read().catch((error: unknown) => {
      if (!signal.aborted) reportFailure(error);
    });
    return () => leaving.abort();
  }, [key, connection, notebook]);
  return found?.key === key ? found.profiles : new Map();
}
