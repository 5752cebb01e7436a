import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { fence, notebookText } from "./notebook-text.ts";
import { cell, expectState, notebookReady } from "./workbench.ts";

const notebook = notebookText("Imports", fence("sql", "one", "select 1 as n"));
const jsonl = (rows: readonly unknown[]) => `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
const instructions = jsonl([
  { instruction: "Name a prime above 10.", input: "", output: "Eleven." },
  { instruction: "Translate to French.", input: "cat", output: "chat" },
]);

/** Drops a file on the page as a browser would. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content ?? ""], fileName ?? ""));
      return data;
    },
    [name, text],
  );
  for (const type of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("[data-notebook]", type, { dataTransfer: transfer });
}

test("a dropped file is looked at, mapped, copied under its name and read", async ({ desk }) => {
  desk.write("import.assay.md", notebook);
  desk.write("taken.jsonl", "{}\n");
  const { page } = await desk.launch("import.assay.md");
  await notebookReady(page);

  await drop(page, "taken.jsonl", instructions);
  const dialog = page.getByRole("dialog", { name: "Import data" });
  await expect(dialog.getByRole("combobox", { name: "Read as" })).toHaveValue("alpaca");
  const rows = dialog.getByRole("region", { name: "First rows" });
  await expect(rows.getByRole("columnheader").first()).toHaveText("question");
  await expect(rows).toContainText("Translate to French.\n\ncat");
  await expectAccessible(page, "the preview of a dropped file");
  // Nothing there is overwritten.
  await dialog.getByRole("button", { name: "Copy and add dataset" }).click();
  await expect(dialog).toContainText("taken.jsonl exists already");
  expect(desk.read("taken.jsonl")).toBe("{}\n");
  await dialog.getByRole("textbox", { name: "Copy to" }).fill("tasks.jsonl");
  await dialog.getByRole("textbox", { name: "Cell" }).fill("tasks");
  await dialog.getByRole("button", { name: "Copy and add dataset" }).click();
  await expect(dialog).toBeHidden();
  await expectState(page, "tasks", "fresh");
  expect(desk.read("tasks.jsonl")).toBe(instructions);
  await expect.poll(() => desk.read("import.assay.md")).toContain("```dataset tasks\npath: tasks.jsonl\nshape: alpaca\n```");
  const tasks = cell(page, "tasks");
  await expect(tasks.getByRole("grid")).toContainText("Eleven.");
  await tasks.getByRole("tab", { name: "Schema" }).click();
  await expect(tasks.getByRole("row", { name: /question text 0 2/ })).toBeVisible();
  await tasks.getByRole("tab", { name: "Scale" }).click();
  await expect(tasks.getByRole("tabpanel")).toContainText("2 examples");
});

test("a chosen file's bad rows are told by line and left out on request, by keyboard; a file of the folder is not copied", async ({
  desk,
}) => {
  desk.write("import.assay.md", notebook);
  const text = `${instructions}{"instruction": broken}\n[1]\n`;
  desk.write("mixed.jsonl", text);
  const { page } = await desk.launch("import.assay.md");
  await notebookReady(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Import data");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Import data" });
  const choose = dialog.getByRole("button", { name: "Choose a file …" });
  await expect(choose).toBeFocused();
  await expectAccessible(page, "the import dialog");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), choose.press("Enter")]);
  await chooser.setFiles({ name: "mixed.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(text) });
  await expect(dialog).toContainText("It lies in the folder already, as mixed.jsonl.");
  await expect(dialog).toContainText("mixed.jsonl, JSONL line 3, column 17");
  await expect(dialog).toContainText("mixed.jsonl, JSONL line 4, column 1: a row is an object");
  const add = dialog.getByRole("button", { name: "Add dataset" });
  await expect(add).toBeDisabled();
  await dialog.getByRole("switch", { name: "Keep the good rows" }).press("Space");
  await expectAccessible(page, "bad rows in the preview");
  await add.press("Enter");
  await expectState(page, "mixed", "fresh");
  await cell(page, "mixed").getByRole("tab", { name: "Problems 2" }).click();
  await expect(cell(page, "mixed").getByRole("grid").last()).toContainText("unreadable JSON");
  await cell(page, "mixed").getByRole("tab", { name: "Ledger" }).click();
  await expect(cell(page, "mixed").getByRole("tabpanel")).toContainText("Requested4");
});

test("a dataset folder's splits are offered by its card, and a table pasted from a spreadsheet becomes rows", async ({ desk }) => {
  desk.write("import.assay.md", notebook);
  const at = (path: string) => join(dirname(desk.folder), "set", path);
  mkdirSync(at("data"), { recursive: true });
  writeFileSync(
    at("README.md"),
    `---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*.jsonl\n  - split: test\n    path: data/test.jsonl\n---\n`,
  );
  writeFileSync(at("data/train-00000-of-00001.jsonl"), jsonl([{ prompt: "1+1?", chosen: "2", rejected: "3" }]));
  writeFileSync(at("data/test.jsonl"), jsonl([{ prompt: "2+2?", chosen: "4", rejected: "5" }]));
  const { page } = await desk.launch("import.assay.md");
  await notebookReady(page);
  await page.getByRole("button", { name: "Data", exact: true }).click();
  await page.getByRole("button", { name: "Import data …" }).click();
  const dialog = page.getByRole("dialog", { name: "Import data" });
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    dialog.getByRole("button", { name: "Choose a folder …" }).click(),
  ]);
  await chooser.setFiles(dirname(at("README.md")));
  await dialog.getByRole("combobox", { name: "Part" }).selectOption("default · test");
  await expect(dialog.getByRole("region", { name: "First rows" })).toContainText("2+2?");
  await dialog.getByRole("button", { name: "Copy and add dataset" }).click();
  await expectState(page, "set", "fresh");
  await expect.poll(() => desk.read("import.assay.md")).toContain("path: set/data/test.jsonl\nshape: preference");

  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "question\tanswer\nWhat is 6 × 7?\t42\n");
    (document.activeElement ?? document.body).dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expectState(page, "pasted", "fresh");
  await expect(cell(page, "pasted").getByRole("grid")).toContainText("What is 6 × 7?");
});

test("rows of a filtered table become a dataset of their own by keyboard, which undo takes away and whose file stays", async ({ desk }) => {
  const numbers = fence("sql", "numbers", "select i as n, 'row ' || i as name from range(40) t(i)");
  desk.write("choose.assay.md", notebookText("Choosing", numbers, fence("sql", "after", "select 1 as n")));
  mkdirSync(join(desk.folder, "data"), { recursive: true });
  desk.write("data/numbers_rows.jsonl", "{}\n");
  const { page } = await desk.launch("choose.assay.md");
  await notebookReady(page);
  await expectState(page, "numbers", "fresh");
  const from = cell(page, "numbers");
  const grid = from.getByRole("grid");
  const said = from.getByRole("status").filter({ hasText: /row|filtered/ });
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(said).toHaveText("3 of 40 rows selected");
  // One more beside them, and one of them taken back.
  await page.keyboard.press("Control+End");
  await expect(said).toHaveText("40 rows");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+Space");
  await expect(said).toHaveText("2 of 40 rows selected");
  await expect(grid.getByRole("row", { selected: true })).toHaveCount(2);
  await expectAccessible(page, "chosen rows of a table");
  await page.keyboard.press("Escape");
  await expect(said).toHaveText("40 rows");
  await expect(grid).toBeFocused();

  // Every row that matches a filter.
  await page.keyboard.press("Home");
  await page.keyboard.press("f");
  const panel = page.getByRole("dialog", { name: "Column n" });
  await panel.getByRole("combobox").first().selectOption(">=");
  await panel.getByRole("textbox").first().fill("28");
  await page.keyboard.press("Enter");
  await expect(said).toContainText("filtered 12 of 40");
  await grid.focus();
  await page.keyboard.press("Control+a");
  await expect(said).toHaveText("12 of 12 filtered rows selected");
  await page.keyboard.press("Tab");
  const make = from.getByRole("button", { name: "New dataset from 12 rows" });
  await expect(make).toBeFocused();
  await page.keyboard.press("Enter");
  await expectState(page, "numbers_rows", "fresh");
  await expect(cell(page, "numbers_rows").getByRole("grid")).toContainText("row 39");
  await expect
    .poll(() => desk.read("choose.assay.md"))
    .toContain(
      'note: "12 of 40 rows of numbers, chosen by hand where n at least 28"\npath: data/numbers_rows_2.jsonl\n```\n\n```sql after',
    );
  expect(desk.read("data/numbers_rows.jsonl")).toBe("{}\n");
  const written = desk.read("data/numbers_rows_2.jsonl");
  expect(written.split("\n")[0]).toBe('{"n":28,"name":"row 28"}');
  await expect(page.getByText("Undo takes the cell away; the file stays.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(cell(page, "numbers_rows")).toBeHidden();
  expect(desk.read("data/numbers_rows_2.jsonl")).toBe(written);
});

test("ids that come twice are told by line before anything is written, with the choices there are", async ({ desk }) => {
  desk.write("import.assay.md", notebook);
  const rows = ["a", "b", "a", "c", "b"].map((id) => ({ id, question: `Why ${id}?`, answer: "Because." }));
  const { page } = await desk.launch("import.assay.md");
  await notebookReady(page);
  await drop(page, "ids.jsonl", jsonl(rows));
  const dialog = page.getByRole("dialog", { name: "Import data" });
  await expect(dialog).toContainText("Tokens: prompts 3 on average, 15 in all; responses 2 on average, 10 in all (o200k tokenizer).");
  await expect(dialog).toContainText("2 rows repeat the id of a row before: lines 3 and 5.");
  await expect(dialog).toContainText("They stay: rows are numbered");
  const add = dialog.getByRole("button", { name: "Copy and add dataset" });
  await expect(add).toBeEnabled();
  await dialog.getByRole("combobox", { name: "Item column" }).selectOption("id");
  const what = dialog.getByRole("combobox", { name: "Rows without an id of their own" });
  await expect(what).toHaveValue("");
  await expect(add).toBeDisabled();
  await expectAccessible(page, "ids that come twice in the preview");
  // Numbering gives the column up again.
  await what.selectOption("number");
  await expect(what).toBeHidden();
  await expect(dialog.getByRole("combobox", { name: "Item column" })).toHaveValue("");
  await dialog.getByRole("combobox", { name: "Item column" }).selectOption("id");
  await what.selectOption("first");
  await expect(dialog).toContainText("2 rows left out, counted in the ledger and listed in ids_problems.");
  await add.click();
  await expectState(page, "ids", "fresh");
  await expect.poll(() => desk.read("import.assay.md")).toContain("```dataset ids\npath: ids.jsonl\nid: id\nbad_rows: skip\n```");
  await expect(cell(page, "ids").getByRole("tab", { name: "Rows 3" })).toBeVisible();
  await cell(page, "ids").getByRole("tab", { name: "Problems 2" }).click();
  await expect(cell(page, "ids").getByRole("grid").last()).toContainText("duplicate id");
});
