import type { ExportBody } from "../cells/export.ts";
import type { SplitName } from "../data/split.ts";
import type { TableBytes } from "../data/table.ts";
import type { RowLedger } from "../journal/entries.ts";
import type { Credits } from "./credits.ts";
import type { Dataset } from "./dataset.ts";
import type { CardTokens } from "./dataset-card.ts";
import type { OriginFacts } from "./provenance.ts";

/** What a dataset is made from, as it crosses to a worker thread. */
export type ExportTask = {
  readonly body: ExportBody;
  readonly from: TableBytes;
  /** Those the form reads beside it. */
  readonly others: readonly TableBytes[];
  readonly origins: OriginFacts;
};

/** A dataset as it comes back: tables as Arrow streams, and what is said of them. */
export type EncodedDataset = Pick<Dataset, "emptyColumns" | "columnsAside" | "replacedNumbers"> & {
  readonly splits: readonly {
    readonly name: SplitName;
    readonly rows: number;
    readonly prompts: number;
    readonly ipc: Uint8Array;
  }[];
  /** Columns of every split, in order. */
  readonly columns: readonly string[];
  readonly ledger: RowLedger;
  readonly provenance: Uint8Array;
  readonly leftOut: { readonly rows: number; readonly ipc: Uint8Array };
  /** Null where lengths were not counted. */
  readonly tokens: CardTokens | null;
  readonly credits: Credits;
};
