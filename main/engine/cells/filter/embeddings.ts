import type { TextEmbeddings } from "#shared/filter/filter-task.ts";
import type { RowErrorGroup } from "../../parts/table-store.ts";
import type { AssembledReplies, Reply } from "../cell-runner.ts";

const breathEvery = 200;
const [isThere, isWaiting, hasFailed] = [0, 1, 2];

/** Vectors of all texts side by side, as the worker takes them. One whose length is not that of the first has failed. */
export async function collectEmbeddings(texts: readonly string[], replies: AssembledReplies, signal: AbortSignal): Promise<TextEmbeddings> {
  const states = new Uint8Array(texts.length).fill(isWaiting);
  const failures: (string | null)[] = texts.map(() => null);
  let dimensions = 0;
  let vectors = new Float32Array(0);
  for (let index = 0; index < texts.length; index += 1) {
    if (index % breathEvery === 0) signal.throwIfAborted();
    const reply = (await replies(index))?.[0];
    if (reply === undefined) continue;
    const read = vectorOf(reply, dimensions);
    if (typeof read === "string") {
      states[index] = hasFailed;
      failures[index] = read;
      continue;
    }
    if (dimensions === 0) {
      dimensions = read.length;
      vectors = new Float32Array(texts.length * dimensions);
    }
    vectors.set(read, index * dimensions);
    states[index] = isThere;
  }
  return { texts, dimensions, vectors, states, failures };
}

function vectorOf(reply: Reply, dimensions: number): Float32Array | string {
  if (reply.type === "failed") return reply.cause;
  const { embedding } = reply.answer;
  if (embedding === undefined) return "no embedding in the reply";
  return dimensions === 0 || embedding.length === dimensions ? embedding : `${embedding.length} numbers where others have ${dimensions}`;
}

const rowsNamed = 20;

/** Texts without an embedding by cause, most first. */
export function embeddingErrors({ texts, failures }: TextEmbeddings): readonly RowErrorGroup[] {
  const groups = new Map<string, { count: number; rows: string[] }>();
  for (const [index, cause] of failures.entries()) {
    if (cause === null) continue;
    const group = groups.get(cause) ?? { count: 0, rows: [] };
    group.count += 1;
    if (group.rows.length < rowsNamed) group.rows.push(texts[index]?.slice(0, 80) ?? "");
    groups.set(cause, group);
  }
  return [...groups]
    .map(([cause, { count, rows }]) => ({ cause, sentence: "These texts have no embedding, so they can't be compared.", count, rows }))
    .sort((a, b) => b.count - a.count);
}
