import { buildQueue } from "#main/engine/cells/human/queue.ts";
import { AssayError } from "#shared/assay-error.ts";
import type { HumanBody } from "#shared/cells/human.ts";
import type { StrayLabels } from "#shared/contract/labels.ts";
import { canonicalJson } from "#shared/journal/canonical-json.ts";
import { sortOut } from "#shared/labelling/label-progress.ts";
import type { LabelQueue } from "#shared/labelling/label-queue.ts";
import { type StandingLabel, standingLabels } from "#shared/labelling/standing-labels.ts";
import type { EvaluatedCell, Evaluation } from "../evaluation.ts";
import { residentOf } from "../run-context.ts";
import { contextFor } from "../run-one.ts";
import type { SessionCore } from "../session-core.ts";
import { strayLabels } from "./stray-labels.ts";

/** A queue as it stands with the labels that count and those that are kept apart. */
export type OpenQueue = {
  readonly queue: LabelQueue;
  readonly current: readonly StandingLabel[];
  readonly setAside: number;
  readonly problems: readonly string[];
  readonly strays: readonly StrayLabels[];
};

export type LabelQueues = { readonly open: (cell: string) => Promise<OpenQueue> };

/** The queues of a notebook's human cells. A queue is built once for its body and the content of its inputs; labels are read anew each time. */
export function createLabelQueues(core: SessionCore): LabelQueues {
  const built = new Map<string, { readonly key: string; readonly queue: Promise<LabelQueue> }>();

  const queueOf = (cell: EvaluatedCell, body: HumanBody, evaluation: Evaluation): Promise<LabelQueue> => {
    const { name } = cell.cell;
    const key = canonicalJson([body, cell.references.flatMap(({ name: table }) => residentOf(table, ownerOf(table, evaluation)))]);
    const known = built.get(name);
    if (known?.key === key) return known.queue;
    const { inputs } = contextFor(core, cell, evaluation, new AbortController().signal);
    const queue = buildQueue(body, inputs).then((each) => each.queue);
    built.set(name, { key, queue });
    queue.catch(() => built.delete(name));
    return queue;
  };

  return {
    open: async (name) => {
      const evaluation = await core.refresh();
      const cell = evaluation.cells.get(name);
      if (cell === undefined)
        throw new AssayError("cell-unknown", `There is no cell \`${name}\`.`, { hint: "It may have been renamed or removed." });
      const queue = await queueOf(cell, bodyOf(cell), evaluation);
      const { labels, problems } = standingLabels(await core.folder.labels.read(name));
      const { current, setAside } = sortOut(queue, labels);
      const strays = labels.length > 0 ? [] : await strayLabels(core.folder.labels, name, queue, new Set(evaluation.cells.keys()));
      return { queue, current, setAside: setAside.length, problems, strays };
    },
  };
}

function ownerOf(table: string, evaluation: Evaluation): EvaluatedCell | undefined {
  return evaluation.cells.get(evaluation.graph.owners.get(table.toLowerCase()) ?? "");
}

function bodyOf({ cell, problems }: EvaluatedCell): HumanBody {
  if (cell.kind !== "human")
    throw new AssayError("unsupported", `\`${cell.name}\` is a ${cell.kind} cell; people label in \`human\` cells.`, {
      hint: "Name a human cell.",
      place: { cell: cell.name },
    });
  if (cell.reading?.ok) return cell.reading.body as HumanBody; // The kinds table read it as its row says.
  throw new AssayError("cell-invalid", problems[0]?.sentence ?? `\`${cell.name}\` can't be read.`, {
    hint: "Mend the cell first.",
    place: { cell: cell.name },
  });
}
