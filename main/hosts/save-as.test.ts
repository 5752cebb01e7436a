import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

const text = `---
assay: 1
title: Kept
---

\`\`\`dataset tasks
rows:
  - { question: What is 12 × 7? }
  - { question: What is 9 + 30? }
\`\`\`

\`\`\`teacher answers
from: tasks
prompt: "{{ question }}"
models: [sim/willow-small]
\`\`\`
`;
const never = { signal: new AbortController().signal };

let opened: TestNotebook[] = [];
afterEach(async () => {
  for (const test of opened.reverse()) await test.close();
  opened = [];
});

it("saves a notebook under another name, which has its text as edited, its results and what they cost", { timeout: 60_000 }, async () => {
  const first = await openNotebook("first.assay.md", { files: { "first.assay.md": text, "taken.assay.md": "" } });
  opened.push(first);
  await first.run();
  await first.setText((before) => `${before}\nSeen.\n`);
  const saveAs = (name: string) => first.handlers.notebook.saveAs({ notebook: first.notebook, name }, never);
  expect(await saveAs("second")).toEqual({ path: "second.assay.md" });
  expect(await readFile(join(first.folder, "second.assay.md"), "utf8")).toBe(`${text}\nSeen.\n`);

  const second = await openNotebook("second.assay.md", { folder: first.folder });
  opened.push(second);
  const { cells } = await second.until((state) => state.cells.answers?.state === "fresh");
  expect(cells.answers?.result?.at).toBe((await first.state()).cells.answers?.result?.at);
  expect((await second.plan()).calls).toBe(0);

  await expect(saveAs("taken")).rejects.toMatchObject({ code: "name-taken", hint: "Choose another name." });
  await expect(saveAs("elsewhere/third")).rejects.toMatchObject({ code: "outside-folder" });
});
