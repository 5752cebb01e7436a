import type { ReportCell, ReportInput } from "#main/engine/parts/report.ts";
import { fenced } from "./fenced.ts";
import { cellOutputs, type TwinOf } from "./notebook-outputs.ts";
import { proseText } from "./prose-text.ts";
import { withoutHomes, writableText } from "./report/clean-text.ts";

const languages: { readonly [kind: string]: string } = { sql: "sql", prompt: "jinja" };

/** The notebook with its results as Markdown to read: charts as tables, no picture, no HTML of ours. It is no notebook file any more. */
export function notebookMarkdown(input: ReportInput, twinOf: TwinOf): string {
  const first = input.blocks[0];
  const hasTitle = first?.type === "prose" && /^\s*#[ \t]+\S/.test(first.markdown);
  const parts = [
    ...(hasTitle ? [] : [`# ${input.title}`]),
    ...input.blocks.map((block) => (block.type === "prose" ? proseText(block).trim() : cellText(block, twinOf))),
    `---\n\nWritten ${new Date(input.at).toISOString().slice(0, 16).replace("T", " ")} UTC by Assay ${input.version}.`,
  ];
  return writableText(withoutHomes(`${parts.filter((part) => part !== "").join("\n\n")}\n`));
}

function cellText(cell: ReportCell, twinOf: TwinOf): string {
  const { kind, name } = cell.status;
  const heading = `**${kind}** \`${name}\`${cell.title === null ? "" : ` · ${cell.title}`}`;
  const body = cell.source.trim() === "" ? [] : [fenced(cell.source, languages[kind] ?? "yaml")];
  return [heading, ...body, ...cellOutputs(cell, twinOf)].join("\n\n");
}
