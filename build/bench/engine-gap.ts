import { openNotebook } from "#main/hosts/testing/open-notebook.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";

const [verdictCount, promptCount, modelCount] = [100_000, 10_000, 50];

/** What others ask of the engine in the meantime waits for its thread: how long it was away, and how long the run took. */
export type EngineGap = { readonly cell: string; readonly longestGapMs: number; readonly wallMs: number };

const notebookText = `---
assay: 1
title: Measures of many verdicts
---

\`\`\`dataset verdicts
path: verdicts.jsonl
\`\`\`

\`\`\`measure position
method: position
from: verdicts
draws: 100
\`\`\`

\`\`\`measure ranking
method: ranking
from: verdicts
draws: 200
\`\`\`

\`\`\`chart judged
type: bar
from: verdicts
x: judge
agg: count
\`\`\`
`;

/** 100,000 verdicts measured, ranked and charted by the whole engine, its timer watched from the plan to the end of each run. */
export async function measureEngineGaps(): Promise<readonly EngineGap[]> {
  const notebook = await openNotebook("gap.assay.md", { files: { "gap.assay.md": notebookText, "verdicts.jsonl": verdictLines() } });
  const gaps = { longest: 0, last: performance.now() };
  const timer = setInterval(() => {
    gaps.longest = Math.max(gaps.longest, performance.now() - gaps.last);
    gaps.last = performance.now();
  }, 5);
  try {
    await notebook.run({ type: "cell", cell: "verdicts", upstream: "last-results" });
    const measured: EngineGap[] = [];
    for (const cell of ["position", "ranking", "judged"]) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      gaps.longest = 0;
      const started = performance.now();
      const { state } = await notebook.run({ type: "cell", cell, upstream: "last-results" });
      if (state !== "done") throw new Error(`the run of ${cell} ended ${state}`);
      measured.push({ cell, longestGapMs: gaps.longest, wallMs: performance.now() - started });
    }
    return measured;
  } finally {
    clearInterval(timer);
    await notebook.close();
  }
}

function verdictLines(): string {
  const bits = randomBits(9);
  const name = (model: number) => `model-${String(model).padStart(2, "0")}`;
  return Array.from({ length: verdictCount }, (_, at) => {
    const first = Math.floor(uniform(bits) * modelCount);
    const second = (first + 1 + Math.floor(uniform(bits) * (modelCount - 1))) % modelCount;
    const verdict = uniform(bits) < 1 / (1 + Math.exp((first - second) / 12)) ? "a" : "b";
    const p = Math.round(uniform(bits) * 1000) / 1000;
    return JSON.stringify({
      item: `item ${at}`,
      cluster: `prompt ${at % promptCount}`,
      judge: `judge-${at % 3}`,
      order: at % 2 === 0 ? "ab" : "ba",
      a: name(first),
      b: name(second),
      verdict,
      p,
      len_a: 100 + (at % 400),
      len_b: 120 + (at % 300),
    });
  }).join("\n");
}
