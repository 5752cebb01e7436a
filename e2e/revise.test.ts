import { expect } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { test } from "./app.ts";
import { answeredTasks, fence, notebookText } from "./notebook-text.ts";
import { cell, expectState, notebookReady, openForm, runCell } from "./workbench.ts";

const notebook = notebookText(
  "By principle, twice",
  answeredTasks(3, ["sim/willow-large", "sim/basalt-large"]),
  fence(
    "constitution",
    "principles",
    `principles:
  - { id: brief, text: Prefer the response in fewer words., critique: What could go? }
  - { id: fair, text: Prefer the fairer response. }`,
  ),
  fence("revise", "better", "from: answers\nconstitution: principles\nmax_tokens: 300"),
);

test("answers are criticised and revised, and each chain can be followed by keyboard", async ({ desk }) => {
  desk.write("revise.assay.md", notebook);
  const { page } = await desk.launch("revise.assay.md");
  await notebookReady(page);
  const better = await openForm(page, "better");
  await better.getByRole("combobox", { name: "Principles" }).selectOption("all");
  await better.getByText("Default critique prompt").click();
  await expect(better).toContainText('{"found": "fault | nothing"}');
  await better.getByText("Default revision prompt").click();
  await expect(better).toContainText("{{ revision_request }}");
  await better.getByRole("button", { name: "Write my own from this" }).first().click();
  await expect(better.getByText("Default critique prompt")).toBeHidden();
  const own = better.getByRole("textbox", { name: "Critique prompt" });
  await own.fill((await own.inputValue()).replace("{{ response }}", "{{ respons }}"));
  await expect.poll(() => desk.read("revise.assay.md")).toMatch(/prompts:\n {2}critique: [|>]/);
  await runCell(page, "answers");
  await expectState(page, "answers", "fresh");
  await cell(page, "better").getByRole("button", { name: "Run (better)", exact: false }).first().click();
  await expect(page.getByText("The critique prompt does not use {{ response }}, so the model would not see it.").first()).toBeVisible();
  await own.fill("");
  await expect(better.getByText("Default critique prompt")).toBeVisible();
  await runCell(page, "better");
  await expectState(page, "better", "fresh");
  await expect(better).toContainText("2 principles · 2 rounds · 6/6 answers");
  await better.getByRole("radio", { name: "Text" }).click();

  await better.getByRole("tab", { name: "Chain" }).click();
  await better.getByRole("radio", { name: /^Changed [1-6]$/ }).click();
  const chain = better.getByRole("region", { name: /^Chain of / });
  await expect(chain.getByRole("listitem")).toHaveCount(4);
  await expect(chain.getByRole("listitem").nth(1)).toContainText(/Round 1\s*brief.*revised/);
  await expect(chain.locator("del").first()).toBeVisible();
  await expect(chain.getByRole("listitem").nth(2)).toContainText(/Round 2\s*fair.*found nothing/);
  const name = await chain.getAttribute("aria-label");
  await better.getByRole("button", { name: "Next answer" }).focus();
  await page.keyboard.press("Enter");
  await expect(better.getByText("2 of ", { exact: false }).first()).toBeVisible();
  await expect(chain).not.toHaveAttribute("aria-label", name ?? "");
  await better.getByRole("radio", { name: "Broken off 0" }).click();
  await expect(better).toContainText("No chain broke off.");
  await better.getByRole("radio", { name: "All 6" }).click();
  await expectAccessible(page, "the chain of an answer");

  await better.getByRole("tab", { name: "Principles used" }).click();
  await expect(better.getByRole("row", { name: /^fair / })).toContainText("0 %");
  await expect(better.getByRole("row", { name: /^brief / })).toContainText(/6.*%/);
  await expectAccessible(page, "the principles used");
  await better.getByRole("button", { name: "6: rows of the rounds of brief" }).click();
  await expect(better.getByRole("region", { name: "Rows behind rounds of brief" })).toContainText("6 of 12 in better");
});
