import { createTokenCounter } from "./token-counter.ts";

/** Exact token counts, loaded when they are first asked for. */
export function createTokenizer(): () => Promise<{ readonly name: string; readonly count: (text: string) => number }> {
  const counter = createTokenCounter();
  return async () => {
    await counter.load();
    return { name: "o200k_base", count: counter.count };
  };
}
