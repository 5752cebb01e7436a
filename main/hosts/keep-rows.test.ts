import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

const never = { signal: new AbortController().signal };
let opened: TestNotebook | null = null;
afterEach(() => opened?.close());

const notebook = `---
assay: 1
---

\`\`\`sql numbers
select i as n, (i % 3)::varchar as rest, [i, i + 1] as pair, 9007199254740993::bigint as big from range(5000) t(i)
\`\`\`
`;

test("chosen rows of a sorted and filtered view become a new file, and never take another's place", async () => {
  opened = await openNotebook("nb.assay.md", { files: { "nb.assay.md": notebook } });
  const { folder, handlers, notebook: id } = opened;
  await opened.run();
  const view = {
    notebook: id,
    table: "numbers",
    columns: [],
    filters: [{ column: "rest", operator: "!=" as const, value: "1" }],
    sort: [{ column: "rest", descending: true }],
    offset: 0,
    limit: 200,
  };
  const ranges = [
    { first: 0, last: 1 },
    { first: 1666, last: 1666 },
    { first: 3000, last: 3000 },
  ];
  const at = async (offset: number) => (await handlers.table.page({ ...view, offset, limit: 1 }, never)).rows[0]?.n;
  const seen = await Promise.all([0, 1, 1666, 3000].map(at));
  const kept = await handlers.table.keepRows({ ...view, ranges, name: "some" }, never);
  expect(kept).toEqual({ path: "data/some.jsonl", rows: 4 });
  const lines = (await readFile(join(folder, kept.path), "utf8")).trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { n: number }).n)).toEqual(seen);
  expect(lines[0]).toBe('{"n":2,"rest":"2","pair":[2,3],"big":9007199254740993}');

  await mkdir(join(folder, "data"), { recursive: true });
  await writeFile(join(folder, "data", "other.jsonl"), "mine");
  expect((await handlers.table.keepRows({ ...view, ranges, name: "other" }, never)).path).toBe("data/other_2.jsonl");
  expect(await readFile(join(folder, "data", "other.jsonl"), "utf8")).toBe("mine");

  const beyond = handlers.table.keepRows({ ...view, ranges: [{ first: 3330, last: 3340 }], name: "beyond" }, never);
  await expect(beyond).rejects.toMatchObject({ code: "not-found", hint: "The table has changed; choose them again." });
  const many = handlers.table.keepRows({ ...view, ranges: [{ first: 0, last: 200_000 }], name: "many" }, never);
  await expect(many).rejects.toMatchObject({ code: "unsupported" });
});
