import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Client } from "#shared/contract/connect.ts";
import { createProfileSource, type ProfileSource, type Profiles } from "./profile-source.ts";
import { createRowSource, type RowQuery, type RowSource, type RowState } from "./row-source.ts";

export type TableAddress = { readonly client: Client; readonly notebook: string; readonly table: string };

/** The rows of a table under a query, read as they are looked at. */
export function useTableRows(
  { client, notebook, table }: TableAddress,
  query: RowQuery,
): { readonly source: RowSource; readonly rows: RowState } {
  const source = useMemo(
    () => createRowSource((page, signal) => client.table.page({ notebook, table, ...page }, { signal })),
    [client, notebook, table],
  );
  useEffect(() => source.ask(query), [source, query]);
  useEffect(() => source.close, [source]);
  return { source, rows: useSyncExternalStore(source.subscribe, source.state) };
}

const none: Profiles = new Map();

/** Profiles of a table's columns; another `version` of the table is profiled anew. */
export function useProfiles(
  { client, notebook, table }: TableAddress,
  version: string,
): { readonly source: ProfileSource; readonly profiles: Profiles } {
  // The version is a dependency because another result has other profiles.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const source = useMemo(
    () => createProfileSource((column, signal) => client.table.profile({ notebook, table, column }, { signal })),
    [client, notebook, table, version],
  );
  useEffect(() => source.close, [source]);
  return { source, profiles: useSyncExternalStore(source.subscribe, source.state, () => none) };
}
