import { gzipSync } from "node:zlib";
import { createTaskRunner } from "#main/compute/task-runner.ts";
import { createTokenCounter } from "#main/models/token-counter.ts";
import { arrowCodec } from "#main/tables/arrow.ts";

const counter = createTokenCounter();

/**
 * The compute worker's parts joined, as `wire.ts` joins the engine's: statistics and charts beside what reads their tables,
 * compresses and counts tokens. The tokenizer takes a while to load and is there only for what counts by it.
 */
export const runTask = createTaskRunner({
  arrow: arrowCodec,
  measuring: async (method) => {
    if (method === "scale") await counter.load();
    return {
      compressedSize: (bytes) => gzipSync(bytes, { level: 9 }).length,
      tokens: { name: "o200k tokenizer", count: counter.count },
    };
  },
  tokenizer: async () => {
    await counter.load();
    return { name: "o200k_base", count: counter.count };
  },
});
