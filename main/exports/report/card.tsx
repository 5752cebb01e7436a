import type { ReportCell } from "#main/engine/parts/report.ts";
import { readCard } from "#shared/export/dataset-card.ts";
import { markProse } from "#shared/notebook/prose-marks.ts";
import type { ProseValue } from "#shared/notebook/resolve-value.ts";
import { Prose } from "./prose.tsx";

/** A dataset card as it stands in a larger page: headings below those around it. */
export type NestedCard = { readonly header: string; readonly page: string };

/** The card an export cell's table holds; null for any other table, whose text nobody of ours wrote. */
export function cardIn({ status: { kind, name } }: ReportCell, table: ReportCell["tables"][number]): NestedCard | null {
  const card = kind === "export" && table.name === `${name}_card` ? table.rows[0]?.markdown : undefined;
  if (typeof card !== "string") return null;
  const { header, page } = readCard(card);
  return { header, page: page.trim().replaceAll(/^#{1,4} /gm, (marks) => `##${marks}`) };
}

/** A dataset card as the hub shows it, its header as it stands above the page. */
export function Card({ name, id, card: { header, page } }: { readonly name: string; readonly id: string; readonly card: NestedCard }) {
  // What looks like a value of the notebook is none in a card.
  const values = markProse(page).references.map((): ProseValue => ({ type: "text" }));
  return (
    <section className="card" aria-label={`Dataset card ${name}`}>
      <p className="soft">
        <b>{name}</b> · dataset card
      </p>
      {header !== "" && (
        <pre className="quiet">
          <code>{header.trimEnd()}</code>
        </pre>
      )}
      <Prose prose={{ type: "prose", markdown: page, values }} name={id} />
    </section>
  );
}
