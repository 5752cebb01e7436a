import { lazy, Suspense } from "react";
import { readCard } from "#shared/export/dataset-card.ts";
import type { CellResult } from "#shared/journal/entries.ts";
import { useRows } from "../use-rows.ts";
import style from "./ExportCard.module.css";

const Markdown = lazy(() => import("../../notebook/Markdown.tsx").then((module) => ({ default: module.Markdown })));

/** The dataset card as the hub shows it: its header as it stands, then the page. */
export function ExportCard({ cell, table, result }: { readonly cell: string; readonly table: string; readonly result: CellResult }) {
  const found = useRows({ table, version: result.recipe, most: 1 });
  const card = found?.rows[0]?.markdown;
  if (typeof card !== "string") return null;
  const { header, page } = readCard(card);
  return (
    <section className={style.card} aria-label={`Dataset card of ${cell}`}>
      <details>
        <summary>Header, as the hub reads it</summary>
        <pre className={style.header}>{header}</pre>
      </details>
      <Suspense fallback={<pre className={style.header}>{page}</pre>}>
        <Markdown text={page} prefix={`card-${cell}`} />
      </Suspense>
    </section>
  );
}
