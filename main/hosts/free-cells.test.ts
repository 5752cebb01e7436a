import { expect, test, vi } from "vitest";
import { openNotebook } from "./testing/open-notebook.ts";

const counted = vi.hoisted(() => ({ reads: 0 }));
vi.mock("#main/tables/data-readers.ts", async (original) => {
  const { createDataReaders } = await original<typeof import("#main/tables/data-readers.ts")>();
  const create: typeof createDataReaders = () => {
    const readers = createDataReaders();
    return {
      ...readers,
      read: (...given) => {
        counted.reads++;
        return readers.read(...given);
      },
    };
  };
  return { createDataReaders: create };
});

test("a plan made right after an edit reads a large file once, not beside the run that the edit set off", async () => {
  const rows = Array.from({ length: 300_000 }, (_, n) => `{"prompt":"Weigh sample ${n} against its counterpart."}`);
  const notebook = "---\nassay: 1\n---\n\n```dataset rows\npath: rows.jsonl\n```\n";
  const opened = await openNotebook("n.assay.md", { files: { "n.assay.md": notebook, "rows.jsonl": rows.join("\n") } });
  try {
    await opened.setText((text) => `${text}\nSome prose.\n`);
    await opened.plan();
    await opened.until(({ cells }) => cells.rows?.state === "fresh");
    expect(counted.reads).toBe(1);
  } finally {
    await opened.close();
  }
});
