import { expect } from "@playwright/test";
import { test } from "./app.ts";
import { fence, notebookText } from "./notebook-text.ts";
import { cell, expectState, goToCell, notebookReady, openForm, runCell } from "./workbench.ts";

const questions = ["What is 12 + 30?", "Convert 4 hours to minutes.", "What is the capital of Peru?", "Explain gravity in one sentence."];
const passage =
  "Peru lies in the west of South America. Its capital is Lima, founded in 1535 on the coast. The Andes run from north to south.";
const models = "models: [sim/willow-large]";

/** What a person finds in each method's cell: where it was published, its line after the run, and something that stands in its table. */
const methods = [
  {
    name: "evolved",
    body: `method: evol-instruct\nfrom: seeds\n${models}`,
    paper: "2304.12244",
    line: /^\d+\/16 steps kept · 1 model/,
    columns: ["operation", "parent"],
  },
  {
    name: "voices",
    body: `method: persona\n${models}\npersona: { personas: [a nurse on night shift, a retired sailor], draws: 4 }`,
    paper: "2406.20094",
    line: /^4\/4 requests and answers · 1 model/,
    columns: ["persona", "instruction"],
  },
  {
    name: "conjured",
    body: `method: magpie\n${models}\nuntil: 4`,
    paper: "2406.08464",
    line: /^4\/4 conversations · 1 model · 4 of \d+ accepted, \d+ %/,
    columns: ["instruction"],
  },
  {
    name: "wished",
    body: `method: backtranslate\nfrom: passages\n${models}`,
    paper: "2308.06259",
    line: /^1\/1 requests for texts · 1 model/,
    columns: ["instruction", "rating"],
  },
  {
    name: "asked",
    body: `method: documents\nfrom: passages\n${models}`,
    paper: "2102.07033",
    line: /^1 pair from 1 chunk · 1 model/,
    columns: ["quote", "is_grounded"],
  },
  {
    name: "talks",
    body: `method: multi-turn\nfrom: seeds\nprompt: "{{ question }}"\n${models}`,
    paper: "2305.14233",
    line: /^4\/4 conversations · 1 model/,
    columns: ["turns", "ended_by"],
  },
] as const;

const notebook = notebookText(
  "Every way to teach",
  fence("dataset", "seeds", `rows:\n${questions.map((question) => `  - { question: ${JSON.stringify(question)} }`).join("\n")}`),
  fence("dataset", "passages", `rows:\n  - { text: ${JSON.stringify(passage)} }`),
  ...methods.map(({ name, body }) => fence("teacher", name, body)),
  fence("teacher", "answers", `from: seeds\nprompt: "{{ question }}"\n${models}\nsamples: 3\ntemperature: 1`),
  fence("judge", "scores", "from: answers\nmode: pointwise\njudges: [sim/judge-fair]\ncriteria: Is it right?"),
  fence("teacher", "best", "method: best-of-n\nfrom: answers\nbest_of_n: { scores: scores }"),
);

test("every method shows its source and prompts, runs, and says in one line and its own columns what came of it", async ({ desk }) => {
  desk.write("every.assay.md", notebook);
  const { page } = await desk.launch("every.assay.md");
  await notebookReady(page);

  for (const { name, paper, line, columns } of methods) {
    await goToCell(page, name);
    const form = await openForm(page, name);
    await expect(form.getByRole("link", { name: `arxiv.org/abs/${paper}` })).toBeVisible();
    await expect(form.getByText(/^Default prompt /).first()).toBeVisible();
    await form.getByRole("radio", { name: "Text", exact: true }).click();
    await runCell(page, name);
    await expectState(page, name, "fresh");
    await expect(form.getByText(line)).toBeVisible();
    await form.getByRole("tab", { name: /^Rows/ }).click();
    for (const column of columns) await expect(form.getByRole("columnheader", { name: column }).first()).toBeAttached();
    await expect(form.getByRole("grid").getByRole("row").nth(1)).toBeVisible();
  }

  for (const name of ["answers", "scores"]) {
    await goToCell(page, name);
    await runCell(page, name);
    await expectState(page, name, "fresh");
  }
  // To choose the best asks nobody, so it follows by itself.
  await goToCell(page, "best");
  await expectState(page, "best", "fresh");
  await expect(cell(page, "best").getByText(/\d\/4 items with one best · n 3 · KL at most \d/)).toBeVisible();
  await expect(cell(page, "best").getByRole("columnheader", { name: "why_not_chosen" })).toBeAttached();
});

test("answers that must fit a JSON Schema are asked for in the form", async ({ desk }) => {
  desk.write(
    "schema.assay.md",
    notebookText(
      "Structured",
      fence("dataset", "seeds", `rows: [{ question: ${JSON.stringify(questions[0])} }]`),
      fence("teacher", "sized", `from: seeds\nprompt: "{{ question }}"\n${models}`),
    ),
  );
  const { page } = await desk.launch("schema.assay.md");
  await notebookReady(page);
  await goToCell(page, "sized");
  const form = await openForm(page, "sized");
  const field = form.getByLabel("JSON Schema of the answer");

  // What can't be read stays where it was typed, and the notebook as it was.
  await field.fill('{"type": "object", "properties": ');
  await field.blur();
  await expect(form.getByRole("alert")).toContainText(/Line 1 is neither YAML nor JSON/);
  await expect(field).toHaveValue('{"type": "object", "properties": ');
  expect(desk.read("schema.assay.md")).not.toContain("schema:");

  await field.fill('{"type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"]}');
  await field.blur();
  await expect.poll(() => desk.read("schema.assay.md")).toMatch(/schema:\n {2}type: object/);
  await form.getByLabel("Keep logprobs").click();
  await form.getByLabel("Alternatives a token").fill("4");
  await form.getByLabel("Alternatives a token").press("Enter");
  await expect.poll(() => desk.read("schema.assay.md")).toContain("top_logprobs: 4");
  await form.getByRole("radio", { name: "Text", exact: true }).click();
  await runCell(page, "sized");
  await expectState(page, "sized", "fresh");
  await form.getByRole("tab", { name: /^Rows/ }).click();
  await expect(form.getByRole("grid")).toContainText('{"answer":');
});
