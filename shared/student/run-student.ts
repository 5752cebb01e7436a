import { AssayError } from "../assay-error.ts";
import type { StudentBody } from "../cells/student.ts";
import type { Row, TableSchema } from "../data/table.ts";
import { hasColumn } from "../data/table-columns.ts";
import { textOfValue } from "../data/value-text.ts";
import { writtenTokens } from "../statistics/distillation/written-tokens.ts";
import { readTexts } from "../statistics/texts/read-texts.ts";
import type { TidyRow } from "../statistics/tidy-row.ts";
import { studentChain } from "./generations.ts";
import { holdOut } from "./held-out.ts";
import { lossRows } from "./loss-rows.ts";
import { type ScoredToken, scoreTokens, type WrittenText } from "./score-tokens.ts";
import { tokensOfText } from "./tokens-of-text.ts";
import { vocabularyRows } from "./vocabulary-rows.ts";

type Table = { readonly table: string; readonly schema: TableSchema; readonly rows: readonly Row[] };

/** A text of a data set of some generation. */
export type StudentRow = {
  readonly item: string;
  readonly generation: number;
  /** "replace", "accumulate, 10 % real": which chain it belongs to. */
  readonly chain: string;
  readonly origin: string;
  /** What it was given to begin with; "" where nothing, or a real text. */
  readonly prefix: string;
  readonly text: string;
  readonly tokens: number;
  /** The item a real text is of. */
  readonly source: string | null;
};

export type StudentResult = {
  readonly rows: readonly StudentRow[];
  readonly scores: readonly ScoredToken[];
  /** Tidy rows: held-out loss, and what each data set holds. */
  readonly loss: readonly TidyRow[];
  readonly vocabulary: readonly TidyRow[];
};

type Learned = { readonly item: string; readonly tokens: readonly string[]; readonly text: string; readonly origin: string };

/**
 * Trains students on the texts of tables, writes each generation's data set, tells their loss on texts held out and what each data
 * set holds, and where asked says what a student would have
 * said at each place of a teacher's answers. Pure and heavy: meant for a worker thread. Throws column-missing, data-unreadable.
 */
export function runStudent(body: StudentBody, from: readonly Table[], scored: Table | null): StudentResult {
  const learned = body.unit === "token" ? from.flatMap(learnedTokens) : learnedTexts(body, from);
  if (learned.every(({ tokens }) => tokens.length === 0)) {
    throw new AssayError("data-unreadable", `There is no text in ${from.map(({ table }) => `\`${table}\``).join(", ")} to learn from.`, {
      hint: "Name the column under `text:`.",
      place: { key: "text" },
    });
  }
  const chains = body.keep.flatMap((keep) => body.real_share.map((realShare) => ({ keep, realShare })));
  const vocabulary: TidyRow[] = [];
  const rows = chains.flatMap(({ keep, realShare }) => {
    const { order, smoothing, generations, max_tokens: maxTokens, temperature, prefix, seed } = body;
    const settings = {
      order,
      smoothing,
      generations,
      maxTokens,
      temperature,
      prefix,
      seed,
      keep,
      realShare,
      samples: body.samples ?? learned.length,
    };
    const chain = realShare === 0 ? keep : `${keep}, ${Number((100 * realShare).toPrecision(3))} % real`;
    const drawn = studentChain(
      learned.map(({ tokens }) => tokens),
      settings,
    );
    vocabulary.push(...vocabularyRows(generations === 0 ? null : chain, drawn, order));
    const counts = new Map<number, number>();
    return drawn.map(({ generation, tokens, source, begins }): StudentRow => {
      const place = (counts.get(generation) ?? 0) + 1;
      counts.set(generation, place);
      const real = source === null ? null : (learned[source] ?? null);
      return {
        item: `${chains.length > 1 ? `${chain} ` : ""}${generation}-${place}`,
        generation,
        chain,
        origin: real?.origin ?? "synthetic",
        prefix: tokens.slice(0, begins).join(""),
        text: real?.text ?? tokens.join(""),
        tokens: tokens.length,
        source: real?.item ?? null,
      };
    });
  });
  return {
    rows,
    scores: scored === null ? [] : scoreTokens(learned, writtenTexts(scored), body),
    loss: lossRows(holdOut(learned, body), body.order),
    vocabulary,
  };
}

function learnedTexts(body: StudentBody, from: readonly Table[]): readonly Learned[] {
  const { records } = readTexts({ columns: body.text === undefined ? {} : { text: body.text }, by: [] }, from);
  const unit = body.unit === "character" ? "character" : "word";
  return records.map(({ text, cluster, isHuman }) => ({
    item: cluster,
    text,
    tokens: tokensOfText(text, unit),
    origin: isHuman === true ? "human" : "real",
  }));
}

function learnedTokens(table: Table): readonly Learned[] {
  return writtenTexts(table).map(({ item, tokens }) => {
    const written = tokens.map(({ token }) => token);
    return { item, tokens: written, text: written.join(""), origin: "real" };
  });
}

function writtenTexts({ table, schema, rows }: Table): readonly WrittenText[] {
  if (!hasColumn(schema, "logprobs")) {
    throw new AssayError("column-missing", `\`${table}\` has no column \`logprobs\`, so its tokens are not known.`, {
      hint: "Set `logprobs: true` in the teacher cell and run it again, or use `unit: word`.",
      place: { key: "unit" },
    });
  }
  return rows.flatMap((row, index): readonly WrittenText[] => {
    if (!Array.isArray(row.logprobs)) return [];
    const tokens = writtenTokens(row.logprobs);
    const sample = typeof row.sample === "number" ? row.sample : 0;
    return [{ item: textOfValue(row.item) || String(index + 1), sample, model: textOfValue(row.model), tokens }];
  });
}
