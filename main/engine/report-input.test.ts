import { afterEach, expect, it } from "vitest";
import { openNotebook, type TestNotebook } from "#main/hosts/testing/open-notebook.ts";

let open: TestNotebook | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const text = `---
assay: 1
title: Told
---

There are {{ tasks.rows }} tasks, {{ totals.words }} words and {{ answers.rows }} answers.
In code they stay \`{{ tasks.rows }}\`, and {{ totls.words }} is nothing.

\`\`\`dataset tasks
rows:
  - { item: a, question: "What is 1 + 2?" }
  - { item: b, question: "What is 2 + 2?" }
\`\`\`

\`\`\`teacher answers
from: tasks
prompt: "{{ question }}"
models: [sim/willow-small]
\`\`\`

\`\`\`sql totals
SELECT 7 AS words, '<b>*x*</b>' AS markup
\`\`\`
`;

const never = { signal: new AbortController().signal };

it("tells values of cells in texts as they stand, marks old ones, and makes nothing run for them", async () => {
  open = await openNotebook("told.assay.md", { files: { "told.assay.md": text } });
  const { handlers, notebook } = open;
  const prose = async (): Promise<string> =>
    /<p>There are[\s\S]*?<\/p>/.exec((await handlers.notebook.report({ notebook }, never)).html)?.[0] ?? "";
  expect(await prose()).toContain('There are <span class="missing">(not run yet)</span> tasks');
  await open.run({ type: "cell", cell: "totals", upstream: "run" });
  await open.run({ type: "cell", cell: "tasks", upstream: "run" });
  expect(await prose()).toContain('There are 2 tasks, 7 words and <span class="missing">(not run yet)</span> answers.');
  expect(await prose()).toContain("<code>{{ tasks.rows }}</code>");
  expect(await prose()).toContain("No cell or table is called totls. Did you mean totals?");

  const { cells } = await open.state();
  expect(cells.totals?.upstream).toEqual([]);
  expect(cells.answers).toMatchObject({ state: "new", downstream: [] });

  await open.run({ type: "cell", cell: "answers", upstream: "run" });
  await open.setText((was) =>
    was.replace("{{ totals.words }}", "{{ totals.markup }}").replace("{{ question }}", "Tell me: {{ question }}"),
  );
  expect(await prose()).toContain("&lt;b&gt;*x*&lt;/b&gt; words");
  expect(await prose()).toContain('<span class="value warn">2<small> (stale, simulated)</small></span> answers');
});
