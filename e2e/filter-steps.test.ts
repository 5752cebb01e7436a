import { expect } from "@playwright/test";
import { test } from "./app.ts";
import { fence, notebookText } from "./notebook-text.ts";
import { cell, expectState, goToCell, notebookReady, openForm } from "./workbench.ts";

const rows = [
  ["q1", "a", "The moon of the Earth goes round it once in about twenty seven days and a bit."],
  ["q2", "a", "The moon of the Earth goes round it once in about twenty seven days and a half."],
  ["q3", "b", "Луна обращается вокруг Земли примерно за месяц."],
  ["q4", "b", "TODO: say how many moons the planet Mars has."],
  ["q5", "a", "Mars has two small moons, as far as anyone knows."],
  ["q6", "a", "Venus has none at all."],
  ["q7", "b", "Saturn has many moons, and Titan is the largest."],
  ["q8", "a", "Jupiter has four large moons and many small ones."],
];
const people = ["h1", "h2", "h3"].map((item, at) => `  - { item: ${item}, model: person, response: "A person wrote note ${at + 1}." }`);
const scores = rows.map(([item]) => `  - { item: ${item}, score: ${item === "q5" ? 1 : 5} }`);

const notebook = notebookText(
  "Steps",
  fence(
    "dataset",
    "answers",
    `rows:\n${rows.map(([item, model, text]) => `  - { item: ${item}, model: ${model}, response: "${text}" }`).join("\n")}`,
  ),
  fence("dataset", "scores", `rows:\n${scores.join("\n")}`),
  fence("dataset", "humans", `rows:\n${people.join("\n")}`),
  fence("filter", "clean", "from: answers\ncolumn: response\nsteps:\n  - { type: exact }"),
);

/** Each step as it is added, one of its settings, and what it keeps of what the ones before left. */
const steps = [
  { type: "near", label: "Jaccard from", value: "0.7", written: "threshold: 0.7", count: "7 of 8 kept" },
  { type: "pattern", label: "Without", value: "TODO", written: "reject: TODO", count: "6 of 7 kept" },
  { type: "language", label: "Share of the letters", value: "0.9", written: "share: 0.9", count: "5 of 6 kept" },
  { type: "score", label: "At least", value: "2", written: "min: 2", count: "4 of 5 kept" },
  { type: "where", label: "Condition", value: "length(response) > 25", written: "sql: length(response) > 25", count: "3 of 4 kept" },
  { type: "cap", label: "At most", value: "2", written: "most: 2", count: "3 of 3 kept" },
  { type: "balance", label: "Within each", value: "", written: "by: model }", count: "2 of 3 kept" },
  { type: "mix", label: "Share of people's rows", value: "0.5", written: "share: 0.5", count: "2 of 2 kept, 2 mixed in" },
] as const;

test("steps that need other rows, tables or patterns are added and set in the form, and keep what they say", async ({ desk }) => {
  desk.write("steps.assay.md", notebook);
  const { page } = await desk.launch("steps.assay.md");
  await notebookReady(page);
  for (const name of ["answers", "scores", "humans"]) await expectState(page, name, "fresh");
  await goToCell(page, "clean");
  const clean = await openForm(page, "clean");
  const lines = clean.getByRole("region", { name: "Steps of clean" }).getByRole("listitem");

  for (const [at, { type, label, value, written }] of steps.entries()) {
    await clean.getByRole("combobox", { name: "Add a step to clean" }).selectOption(type);
    const field = lines.nth(at + 1).getByLabel(label, { exact: true });
    await field.fill(value);
    await field.blur();
    await expect.poll(() => desk.read("steps.assay.md")).toContain(written);
  }
  // It asks nobody, so it follows each change by itself.
  await expectState(page, "clean", "fresh");
  for (const [at, { type, count }] of steps.entries()) await expect(lines.nth(at + 1), type).toContainText(count);
  await expect(clean).toContainText("2 of 8 kept + 2 from humans");
  await clean.getByRole("radio", { name: "Text", exact: true }).click();
  await cell(page, "clean").getByRole("tab", { name: "Ledger" }).click();
  await expect(clean.getByRole("tabpanel")).toContainText("requested =");
});
