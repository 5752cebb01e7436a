import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openTestHome, type TestHome } from "./testing/test-home.ts";

let home: TestHome;
beforeEach(async () => {
  home = await openTestHome();
});
afterEach(() => home.close());

const text = `---
assay: 1
title: Thinking aloud
---

\`\`\`dataset sums
rows:
  - { item: a, question: "What is 12 + 30?" }
  - { item: b, question: "What is 7 × 8?" }
\`\`\`

\`\`\`teacher worked
from: sums
prompt: "{{ question }}"
models: [sim/cedar-think]
keep: [question]
\`\`\`

\`\`\`filter kept
from: worked
steps:
  - { type: semantic, model: sim/embed, threshold: 1, vectors: true }
\`\`\`

\`\`\`measure variety
method: diversity
from: kept
\`\`\`

\`\`\`export field
from: kept
format: sft
reasoning: reasoning_content
path: out/field
\`\`\`
`;

it("a teacher's reasoning goes from its reply to the column and on into the export; vectors that were bought stay", {
  timeout: 120_000,
}, async () => {
  const test = await home.open(text);
  expect(await test.run()).toMatchObject({ state: "done", sentence: null });
  const worked = await test.rows("worked");
  expect(worked.map(({ reasoning }) => String(reasoning))).toEqual([
    expect.stringMatching(/^A first guess would be: .* I settle on that\.$/),
    expect.stringMatching(/^A first guess would be: .* I settle on that\.$/),
  ]);
  for (const row of await test.rows("kept")) expect([row.embedding_model, Array.isArray(row.embedding)]).toEqual(["sim/embed", true]);
  const vendi = (await test.rows("variety")).find(({ statistic }) => String(statistic).startsWith("Vendi"));
  expect(vendi).toMatchObject({ statistic: "Vendi score, embeddings", sentence: expect.stringContaining("embeddings by sim/embed") });
  const lines = (await readFile(join(test.folder, "out/field/data/train.jsonl"), "utf8")).trim().split("\n");
  const said = lines.map((line) => JSON.parse(line).messages.at(-1));
  expect(said.map((message: { reasoning_content: string }) => message.reasoning_content)).toEqual(worked.map(({ reasoning }) => reasoning));
});
