import { afterEach, expect, it } from "vitest";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const questions = ["What is 12 + 7?", "What is 9 × 3?", "Reverse the word parallel."];
const never = { signal: new AbortController().signal };

let opened: TestNotebook | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

it("shows what any row of a pool is asked with, and says where only the first prompt can be told", { timeout: 60_000 }, async () => {
  const models = "models: [sim/willow-small, sim/cedar-large]";
  const text =
    "---\nassay: 1\ntitle: Pools\n---\n\n" +
    cell("dataset", "seeds", `rows:\n${questions.map((question) => `  - { question: ${JSON.stringify(question)} }`).join("\n")}`) +
    cell("teacher", "until", `from: seeds\nprompt: "Solve: {{ question }}"\n${models}\nuntil: 4\ncandidates: 12`) +
    cell("teacher", "grown", `method: self-instruct\nfrom: seeds\n${models}\nuntil: 10`) +
    cell("teacher", "unread", `method: persona\n${models}`);
  opened = await openNotebook("pools.assay.md", { files: { "pools.assay.md": text } });
  const { handlers, notebook } = opened;
  await opened.run({ type: "cell", cell: "seeds", upstream: "run" });
  const shown = (name: string, row: number) => handlers.cell.renderPrompt({ notebook, cell: name, row }, never);

  for (const [row, question] of questions.entries())
    expect((await shown("until", row)).messages.map(({ content }) => content)).toEqual([`Solve: ${question}`]);

  expect((await shown("grown", 0)).messages.length).toBeGreaterThan(0);
  const unread = await shown("unread", 0);
  expect(unread.problems[0]?.sentence).toBe("`unread` can't be read, so there is no prompt to show.");
  const second = await shown("grown", 1);
  expect(second.messages).toEqual([]);
  expect(second.problems[0]?.sentence).toBe("Before it runs, only the first prompt of `grown` can be told.");
});

it("tells of a missing data file at the line of the notebook that names it", { timeout: 60_000 }, async () => {
  const text = `---\nassay: 1\ntitle: Missing\n---\n\n${cell("dataset", "tasks", "# What people wrote.\nid: id\npath: tasks.jsonl")}`;
  opened = await openNotebook("missing.assay.md", { files: { "missing.assay.md": text } });
  const state = await opened.until(({ cells }) => (cells.tasks?.problems.length ?? 0) > 0);
  const [problem] = state.cells.tasks?.problems ?? [];
  expect(problem?.sentence).toMatch(/^tasks\.jsonl does not exist in /);
  expect(problem?.place).toEqual({ cell: "tasks", key: "path", line: text.split("\n").indexOf("path: tasks.jsonl") + 1 });
});
