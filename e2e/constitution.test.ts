import { expect } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { answeredTasks, fence, notebookText } from "./notebook-text.ts";
import { cell, expectState, goToCell, notebookReady, openForm, runCell, runStale } from "./workbench.ts";

const notebook = notebookText(
  "By principle",
  answeredTasks(3, ["sim/willow-large", "sim/basalt-large"]),
  fence(
    "constitution",
    "values",
    `principles:
  # What matters most.
  - { id: right, text: Prefer the response that is right. }
  - { id: brief, text: Prefer the shorter response. }`,
  ),
  fence("judge", "verdicts", "from: answers\nconstitution: values\njudges: [sim/judge-fair, sim/judge-long]\nconfidence: logprobs"),
  fence("judge", "scores", "from: answers\nmode: pointwise\njudges: [sim/judge-fair]"),
);

test("principles are edited in the form, and a judge decides by them, clamped", async ({ desk }) => {
  desk.write("values.assay.md", notebook);
  const { page } = await desk.launch("values.assay.md");
  await notebookReady(page);
  const values = await openForm(page, "values");
  await values.getByRole("textbox", { name: "Text of brief" }).fill("Prefer the response without filler.");
  await page.keyboard.press("Enter");
  await values.getByRole("textbox", { name: "Critique of right" }).fill("Which statement is false?");
  await page.keyboard.press("Enter");
  await values.getByRole("button", { name: "Add principle" }).click();
  await expect(values.getByRole("textbox", { name: "Id of principle_3" })).toBeVisible();
  await values.getByRole("button", { name: "Remove brief" }).click();
  await expect(values).toContainText("2 principles");
  await expect
    .poll(() => desk.read("values.assay.md"))
    .toMatch(/# What matters most\.\n {2}- \{ id: right, .*critique: Which statement is false\? \}/);

  const verdicts = await openForm(page, "verdicts");
  await verdicts.getByRole("textbox", { name: "Clamp p" }).fill("0.4");
  await page.keyboard.press("Enter");
  await verdicts.getByRole("textbox", { name: "Upper end" }).fill("0.6");
  await page.keyboard.press("Enter");
  await verdicts.getByRole("combobox", { name: "Jury" }).selectOption("mean");
  await expect.poll(() => desk.read("values.assay.md")).toMatch(/clamp: \[ ?0\.4, 0\.6 ?\]|clamp:\n\s+- 0\.4\n\s+- 0\.6/);
  await verdicts.getByText("Default prompt").click();
  await expect(verdicts).toContainText("Judge only by the principle.");
  await runCell(page, "verdicts");
  await expectState(page, "verdicts", "fresh");
  await verdicts.getByRole("radio", { name: "Text" }).click();
  await expect(verdicts.getByRole("tab", { name: /^Jury 3$/ })).toBeVisible();
  await verdicts.getByRole("tab", { name: "Principles" }).click();
  await expect(verdicts).toContainText("judge the pairs once more with another draw");
});

test("what each principle decides, and how often two part, is found and drawn where the pairs were judged by two of them", async ({
  desk,
}) => {
  const judged = (name: string, draw: number) =>
    fence("judge", name, `from: answers\nconstitution: values\njudges: [sim/judge-fair]\ndraw: ${draw}`);
  const values =
    "principles:\n  - { id: right, text: Prefer the response that is right. }\n  - { id: brief, text: Prefer the shorter response. }";
  desk.write(
    "conflicts.assay.md",
    notebookText(
      "Principles that part",
      answeredTasks(8, ["sim/willow-large", "sim/basalt-large"]),
      fence("constitution", "values", values),
      judged("first", 1),
      judged("second", 2),
      fence("measure", "conflicts", "method: principles\nfrom: [first, second]"),
    ),
  );
  const { page } = await desk.launch("conflicts.assay.md");
  await notebookReady(page);
  await expectState(page, "tasks", "fresh");
  await runStale(page);
  // The cells above grow with their results: only then is it clear where this one stands.
  await expectState(page, "conflicts", "fresh");
  await goToCell(page, "conflicts");
  const conflicts = cell(page, "conflicts");
  await conflicts.getByRole("tab", { name: "Finding" }).click();
  await expect(conflicts).toContainText(/has them name different sides in \d+ % \[\d+, \d+\] of \d+ meetings?/);
  await conflicts.getByRole("tab", { name: "Chart" }).click();
  await expect(conflicts).toContainText("Two principles, one pair: they name different sides");
  await expect(conflicts).toContainText("brief and right");
  await expect(conflicts).toContainText("Conflicts: the 1 pair of principles that met most.");
});

test("principles are imported from text and file, taken back, and compared with another version", async ({ desk }) => {
  desk.write("values.assay.md", notebook);
  const { page } = await desk.launch("values.assay.md");
  await notebookReady(page);
  const values = await openForm(page, "values");
  const version = values.locator("code").first();
  const before = await version.textContent();
  await values.getByText("Import", { exact: false }).first().click();
  const pasted = values.getByRole("textbox", { name: "Principles to import" });
  await pasted.fill('[{"id": "right", "text": "One."}, {"id": "right", "text": "Two."},\n 3, [4]]');
  await expect(values.getByRole("list", { name: "Problems in the text" })).toContainText(
    "Line 1 right is the id of the principle in line 1 too.",
  );
  await expect(values.getByRole("list", { name: "Problems in the text" })).toContainText("Line 2 A principle is a text");
  await pasted.fill("- **kind**: Prefer the kinder response.\n  - Critique: Where is it unkind?\n- Prefer the shorter response.\n");
  await expect(values).toContainText("2 principles found. 1 is here already.");
  await values.getByRole("button", { name: "Add 1 principle" }).click();
  await expect(values.getByRole("textbox", { name: "Critique of kind" })).toHaveValue("Where is it unkind?");
  await expect.poll(() => desk.read("values.assay.md")).toMatch(/# What matters most\.[^`]*id: brief[^`]*id: kind/);
  await expect(version).not.toHaveText(before ?? "");

  await values.getByLabel("File for principles to import").setInputFiles({
    name: "cai.json",
    mimeType: "application/json",
    buffer: Buffer.from('{"critiques": ["Is it rude?"], "revisions": ["Make it polite."]}'),
  });
  await values.getByRole("button", { name: "Replace all 3 by these 1" }).click();
  await expect(values.getByRole("textbox", { name: "Revision of is_it_rude" })).toHaveValue("Make it polite.");
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(values.getByRole("textbox", { name: "Text of kind" })).toBeVisible();
  await expect.poll(() => desk.read("values.assay.md")).toMatch(/# What matters most\.[^`]*id: right[^`]*id: brief[^`]*id: kind/);

  await expectState(page, "values", "fresh");
  await values.getByRole("radio", { name: "Text" }).click();
  await values.getByRole("tab", { name: "Compare" }).click();
  await values
    .getByRole("textbox", { name: "Other version" })
    .fill(
      "- **right**: Prefer the response that is true.\n- **brief**: Prefer the shorter response.\n- **old**: Prefer the older response.\n",
    );
  const changes = values.getByRole("region", { name: "What became of the principles of values" });
  await expect(changes).toContainText("1 added · 1 removed · 1 changed · 1 the same");
  await expect(changes.locator("del").first()).toHaveText("true");
  await expectAccessible(page, "two versions compared");
});

test("a judge's form has the keys its mode reads, levels among them", async ({ desk }) => {
  desk.write("values.assay.md", notebook);
  const { page } = await desk.launch("values.assay.md");
  await notebookReady(page);
  const scores = await openForm(page, "scores");
  await expect(scores.getByRole("combobox", { name: "Orders" })).toBeHidden();
  await scores.getByRole("textbox", { name: "Scale from" }).fill("0");
  await page.keyboard.press("Enter");
  await scores.getByRole("textbox", { name: "Scale to" }).fill("1");
  await page.keyboard.press("Enter");
  await scores.getByRole("textbox", { name: "Levels" }).fill("0: wrong\n1: right");
  await page.keyboard.press("Tab");
  await scores.getByRole("switch", { name: "Explains itself" }).click();
  await expect.poll(() => desk.read("values.assay.md")).toContain("explain: false");
  expect(desk.read("values.assay.md")).toMatch(/levels:[^`]*0"?: wrong[^`]*1"?: right/);
  await scores.getByRole("combobox", { name: "Mode" }).selectOption("reference");
  await expect(scores).toContainText("needs reference:");
  await scores.getByRole("combobox", { name: "Mode" }).selectOption("pairwise");
  await expect(scores.getByRole("combobox", { name: "Orders" })).toBeVisible();
});

test("the forms of a constitution and a judge have no accessibility faults", async ({ desk }) => {
  desk.write("values.assay.md", notebook);
  const { page } = await desk.launch("values.assay.md");
  await notebookReady(page);
  await openForm(page, "values");
  await expectAccessible(page, "the principles");
  const verdicts = await openForm(page, "verdicts");
  await verdicts.getByText("Default prompt").click();
  await expectAccessible(page, "a judge's form");
});
