import { useEffect, useMemo, useState } from "react";
import type { CellKind } from "#shared/cells/cell-kind.ts";
import type { ModelDescription } from "#shared/contract/models.ts";
import { reportFailure } from "../state/failure.ts";
import { useSession, useSessionView } from "../state/hooks.ts";
import { useJudgeNames } from "./use-judge-names.ts";
import { valueAt } from "./yaml-values.ts";

export type SourceNames = {
  readonly tables: readonly string[];
  readonly prompts: readonly string[];
  readonly columns: readonly string[];
  readonly models: readonly ModelDescription[];
  /** Who judged in the cell's sources, people first. */
  readonly judges: readonly string[];
};

/** What the form can offer: tables and prompts of the notebook, columns of the cell's source, the registry's models. */
export function useSourceNames(cell: string, kind: CellKind, values: { readonly [key: string]: unknown } | null): SourceNames {
  const session = useSession();
  const cells = useSessionView((view) => view.remote.cells);
  const [models, setModels] = useState<readonly ModelDescription[]>([]);
  useEffect(() => {
    session.connection.client.models.list().then(setModels).catch(reportFailure);
  }, [session]);
  const from = Array.isArray(values?.from) ? values.from[0] : values?.from;
  const judges = useJudgeNames(
    kind.fields.some(({ key }) => key === "people") ? namesIn(values?.from) : [],
    valueAt(values ?? {}, "columns.judge"),
  );
  return useMemo(() => {
    const all = Object.values(cells);
    const tables = all
      .filter((status) => status.name !== cell)
      .flatMap((status) => status.result?.tables.map((table) => table.name) ?? yieldsTable(status));
    const sources = all
      .flatMap((status) => status.result?.tables ?? [])
      .filter((table) => from === table.name || isAmong(from, table.name));
    return {
      tables: [...new Set(tables)],
      prompts: all.filter((status) => status.kind === "prompt").map((status) => status.name),
      columns: [...new Set(sources.flatMap((source) => source.columns.map((column) => column.name)))],
      models,
      judges,
    };
  }, [cells, cell, from, models, judges]);
}

function isAmong(from: unknown, table: string): boolean {
  return Array.isArray(from) && from.includes(table);
}

function namesIn(from: unknown): readonly string[] {
  return (Array.isArray(from) ? from : [from]).filter((name) => typeof name === "string");
}

function yieldsTable({ kind, name }: { readonly kind: string; readonly name: string }): readonly string[] {
  return kind === "prompt" || kind === "chart" ? [] : [name];
}
