import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { SeenAnswer } from "#shared/labelling/label-answer.ts";
import type { LabelScreen } from "#shared/labelling/label-screen.ts";
import { openNotebook, type TestNotebook } from "./testing/open-notebook.ts";

const cell = (kind: string, name: string, body: string): string => `\`\`\`${kind} ${name}\n${body.trim()}\n\`\`\`\n\n`;
const questions = Array.from({ length: 24 }, (_, at) => `  - question: What is ${at + 13} × ${at + 4}?`).join("\n");
const answered =
  "---\nassay: 1\ntitle: Labelling\n---\n\n" +
  cell("dataset", "tasks", `rows:\n${questions}`) +
  cell("teacher", "answers", 'from: tasks\nprompt: "{{ question }}"\nmodels: [sim/willow-small, sim/basalt-small]');
const judged = answered + cell("judge", "verdicts", 'from: answers\njudges: [sim/judge-fair, "sim/judge:noise=1"]');
const people = (body: string): string => cell("human", "people", body);
const never = { signal: new AbortController().signal };

let opened: TestNotebook | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

async function open(text: string): Promise<TestNotebook> {
  opened = await openNotebook("test.assay.md", { files: { "test.assay.md": text } });
  expect(await opened.run()).toMatchObject({ state: "done", sentence: null });
  return opened;
}

const ref = (test: TestNotebook, annotator: string) => ({ notebook: test.notebook, cell: "people", annotator });
const show = (test: TestNotebook, annotator: string, key: string | null = null) =>
  test.handlers.labels.show({ ...ref(test, annotator), key }, never);
const choice = (said: "first" | "second" | "tie" | "neither"): SeenAnswer => ({ type: "choice", choice: said });

async function give(
  test: TestNotebook,
  annotator: string,
  screen: LabelScreen,
  answer: SeenAnswer,
  more: { note?: string; replaces?: string } = {},
) {
  const { item } = screen;
  if (item === null) throw new Error("there is nothing left to label");
  return test.handlers.labels.give(
    {
      ...ref(test, annotator),
      key: item.key,
      check: item.check,
      answer,
      note: more.note ?? null,
      ms: 1500,
      replaces: more.replaces ?? null,
    },
    never,
  );
}

async function labelAll(test: TestNotebook, annotator: string, answer: (screen: LabelScreen) => SeenAnswer): Promise<void> {
  for (let screen = await show(test, annotator); screen.item !== null; ) screen = await give(test, annotator, screen, answer(screen));
}

const freshWith = async (test: TestNotebook, summary: RegExp) =>
  test.until(({ cells }) => cells.people?.state === "fresh" && summary.test(cells.people.result?.summary ?? ""));

describe("a human cell", { timeout: 60_000 }, () => {
  it("chooses hard pairs with known probabilities, and its table follows every label", async () => {
    const test = await open(
      judged +
        people("from: verdicts\nselect: hard\nbudget: 10\nexplore: 0.3") +
        cell("sql", "counted", "SELECT count(*) AS n FROM people"),
    );
    const queue = await test.rows("people_queue");
    expect(queue).toHaveLength(10);
    expect(queue.filter(({ selected_by }) => selected_by === "explore")).toHaveLength(3);
    for (const { selection_p: p } of queue) expect(Number(p)).toBeGreaterThan(0);
    expect(Math.max(...queue.map(({ hardness }) => Number(hardness)))).toBeGreaterThan(0);
    expect(await test.rows("people")).toEqual([]);

    const first = await show(test, "Ada");
    expect(first).toMatchObject({ own: { done: 0, total: 10 }, before: null });
    expect(JSON.stringify(first)).not.toMatch(/willow|basalt|judge/);
    const second = await give(test, "Ada", first, choice("first"), { note: "clear" });
    await give(test, "Ada", second, choice("neither"));
    await freshWith(test, /^2\/10 labelled/);
    await test.until(({ cells }) => cells.counted?.state === "fresh");
    expect((await test.rows("counted"))[0]?.n).toEqual(2);
    const [one, other] = await test.rows("people");
    expect(one).toMatchObject({
      judge: "Ada",
      judge_kind: "human",
      both_bad: false,
      note: "clear",
      seconds: 1.5,
      skipped: false,
      in_queue: true,
    });
    expect(one?.verdict).toBe(one?.order_shown === "ab" ? "a" : "b");
    expect(one?.a).toMatch(/^sim\//);
    expect(one?.machine_judge).toBe("sim/judge-fair, sim/judge:noise=1");
    expect(other).toMatchObject({ verdict: "tie", both_bad: true });
    await give(test, "Ada", await show(test, "Ada"), { type: "skip" });
    await test.until(({ cells }) => cells.people?.state === "fresh" && cells.people.result?.tables[0]?.rows === 3);
    const sideBySide = await test.rows("people_judgements");
    expect(sideBySide.map(({ judge_kind }) => judge_kind)).toEqual(["human", "human", "model", "model", "model", "model"]);
    const chosen = queue.find(({ item_key }) => item_key === one?.item_key);
    expect(one?.selection_p).toBe(chosen?.selection_p);
  });

  it("is measured as people beside judges, person against person and judge against people", async () => {
    const test = await open(
      judged +
        people("from: verdicts\noverlap: 2\nselect: hard\nbudget: 20\nexplore: 0.5") +
        cell("measure", "corrected", "method: correction\nfrom: [verdicts, people]") +
        cell("measure", "among", "method: agreement\nfrom: people") +
        cell("measure", "against", "method: agreement\nfrom: people_judgements"),
    );
    // Two people of one mind, who see the sides in orders of their own.
    const alike = ({ item }: LabelScreen): SeenAnswer => {
      const [one = "", other = ""] = item?.texts.map(({ text }) => text) ?? [];
      return choice(one < other === (item?.question.length ?? 0) % 2 > 0 ? "first" : "second");
    };
    await labelAll(test, "ada", alike);
    await labelAll(test, "Grace", alike);
    await test.until(
      ({ cells }) =>
        cells.people?.result?.ledger?.kept === 20 &&
        cells.corrected?.state === "fresh" &&
        cells.against?.state === "fresh" &&
        cells.among?.state === "fresh",
    );
    // Chosen with known chances, so that what the judge says of everything can be corrected.
    const corrected = await test.rows("corrected");
    expect(corrected.some(({ reason }) => /selection_p/.test(String(reason)))).toBe(false);
    expect(corrected.filter(({ estimate }) => estimate !== null).length).toBeGreaterThan(0);
    const among = await test.rows("among");
    const kappa = among.find(({ statistic, judge_a: a, judge_b: b }) => /cohen/.test(String(statistic)) && a !== null && b !== null);
    expect([kappa?.judge_a, kappa?.judge_b, kappa?.estimate]).toEqual(["Grace", "ada", 1]);
    const rows = await test.rows("people_judgements");
    expect(new Set(rows.map(({ judge_kind }) => judge_kind))).toEqual(new Set(["human", "model"]));
    const against = await test.rows("against");
    expect(
      against.some(
        ({ judge_a: a, judge_b: b }) => String(a) + String(b) === "adasim/judge-fair" || String(b) + String(a) === "adasim/judge-fair",
      ),
    ).toBe(true);
  });

  it("goes on after reopening, takes the last label back, and never edits the file", async () => {
    const test = await open(answered + people("from: answers\nbudget: 5"));
    const first = await show(test, "ada");
    const second = await give(test, "ada", first, choice("second"));
    await give(test, "ada", second, { type: "skip" });
    const undone = await test.handlers.labels.undo(ref(test, "Ada"), never);
    expect(undone.item).toMatchObject({ key: second.item?.key, given: null });
    const lines = (await readFile(join(test.folder, "labels", "people.jsonl"), "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual(["label", "label", "undo"]);
    expect(lines[0]).toMatchObject({
      annotator: "ada",
      selection_p: 5 / 24,
      ms: 1500,
      shown: { texts: [{ chars: expect.any(Number) }, {}] },
    });

    const again = await openNotebook("test.assay.md", { folder: test.folder });
    const screen = await show(again, "ada");
    expect(screen).toMatchObject({ own: { done: 1, skipped: 0, total: 5 }, item: { key: second.item?.key, check: second.item?.check } });
    const back = await show(again, "ada", first.item?.key ?? "");
    expect(back.item?.given?.answer).toEqual(choice("second"));
    await give(again, "ada", back, choice("tie"), { replaces: back.item?.given?.label ?? "" });
    expect((await show(again, "ada", first.item?.key ?? "")).item?.given?.answer).toEqual(choice("tie"));
    await again.handlers.notebook.close({ notebook: again.notebook }, never);
  });

  it("gives named annotators their even share, and nobody else a say", async () => {
    const test = await open(answered + people("from: answers\nselect: all\noverlap: 2\nannotators: [ada, grace, edsger, barbara]"));
    const totals = await Promise.all(["ada", "Grace", "edsger", "barbara"].map(async (name) => (await show(test, name)).own.total));
    expect(totals).toEqual([12, 12, 12, 12]);
    await expect(show(test, "mallory")).rejects.toMatchObject({ code: "forbidden", hint: expect.stringContaining("ada, grace") });
    const progress = await test.handlers.labels.progress({ notebook: test.notebook, cell: "people" }, never);
    expect(progress).toMatchObject({ wanted: 48, done: 0, named: ["ada", "grace", "edsger", "barbara"] });
  });

  it("refuses a second window's answer to an item that has one, and what was shown before the answers changed", async () => {
    const test = await open(answered + people("from: answers\nbudget: 5"));
    const screen = await show(test, "ada");
    await give(test, "ada", screen, choice("first"));
    await give(test, "ada", screen, choice("first"));
    await expect(give(test, "ada", screen, choice("second"))).rejects.toMatchObject({ code: "busy" });
    const next = await show(test, "ada");
    await expect(
      give(test, "ada", { ...next, item: next.item && { ...next.item, check: "000000000000" } }, choice("tie")),
    ).rejects.toMatchObject({ code: "not-found" });
    await expect(give(test, "ada", next, { type: "score", score: 3 })).rejects.toMatchObject({ code: "unsupported" });
    expect((await show(test, "ada")).own.done).toBe(1);
  });

  it("asks criterion by criterion where judges dispute the criteria, and scores what people say of them", async () => {
    const answers =
      "rows:\n" +
      ["one", "two", "three"].map((response, at) => `  - { item: i${at}, question: q, response: ${response}, model: m }\n`).join("");
    const said = (item: string, judge: string, met: number) =>
      `  - { item: ${item}, model: m, judge: ${judge}, criterion: right, met: ${met} }\n`;
    const judged = `rows:\n${said("i0", "x", 1)}${said("i0", "y", 1)}${said("i1", "x", 1)}${said("i1", "y", 0)}${said("i2", "x", 0)}${said("i2", "y", 0)}`;
    const rules = `criteria:
  - { id: right, text: Is right., type: rule, weight: 1 }
  - { id: plain, text: Is plain., type: principle, weight: 3, levels: { 0: hidden, 1: found, 2: plain } }`;
    const body = "from: answers\nverdicts: judged\nask: rubric\nrubric: rules\nselect: hard\nbudget: 1\nexplore: 0\n";
    const test = await open(
      `---\nassay: 1\n---\n\n${cell("dataset", "answers", answers)}${cell("dataset", "judged", judged)}${cell("rubric", "rules", rules)}${people(body)}`,
    );
    expect(await test.rows("people_queue")).toMatchObject([{ item: "i1", why: "criteria in dispute 1.00", hardness: 1 }]);
    const screen = await show(test, "ada");
    expect(screen.item?.rubric.map(({ id }) => id)).toEqual(["right", "plain"]);
    await expect(give(test, "ada", screen, { type: "rubric", criteria: { right: 1 } })).rejects.toMatchObject({ code: "unsupported" });
    await give(test, "ada", screen, { type: "rubric", criteria: { right: 1, plain: 1 } });
    await freshWith(test, /^1\/1 labelled/);
    expect(await test.rows("people")).toMatchObject([
      { item: "i1", score: 0.625, criteria_met: 1, criteria_missing: 0, machine_verdict: null },
    ]);
    expect(await test.rows("people_criteria")).toMatchObject([
      { criterion: "right", met: 1, judge_kind: "human" },
      { criterion: "plain", met: 0.5, weight: 3 },
    ]);
    await test.setText((text) => text.replace("Is plain.", "Says it plainly."));
    await test.until(({ cells }) => cells.people?.state === "fresh" && /1 label set aside/.test(cells.people.result?.summary ?? ""));
    expect(await test.rows("people_set_aside")).toMatchObject([{ reason: "the criterion plain was worded otherwise", answer: "1" }]);
    await test.setText((text) => text.replace("Says it plainly.", "Is plain.").replace("criteria:\n", "aggregate: gated\ncriteria:\n"));
    // The hard rule is met, so the score is the rest: "found" of two levels.
    await test.until(({ cells }) => cells.people?.state === "fresh" && !/set aside/.test(cells.people.result?.summary ?? ""));
    expect(await test.rows("people")).toMatchObject([{ score: 0.5 }]);
    expect(await test.rows("people_criteria")).toMatchObject([{ aggregate: "gated" }, { aggregate: "gated" }]);
    await test.setText((text) => text.replace("Is plain.", "Says it plainly."));
    await test.until(({ cells }) => cells.people?.state === "fresh" && /1 label set aside/.test(cells.people.result?.summary ?? ""));
    // One verdict of two is too few for a score.
    expect(await test.rows("people")).toMatchObject([{ score: null, criteria_met: 1, criteria_missing: 1 }]);
    expect(await test.rows("people_criteria")).toMatchObject([{ criterion: "right" }]);
  });

  it("keeps labels apart whose item, text or scale is not what it was", async () => {
    const rows = (last: string) =>
      `rows:\n  - { question: q1, response: one, model: m }\n  - { question: q2, response: ${last}, model: m }\n`;
    const text = (data: string, scale: string) =>
      `---\nassay: 1\n---\n\n${cell("dataset", "answers", data)}${people(`from: answers\nask: score\nscale: ${scale}`)}`;
    const test = await open(text(rows("two"), "{ min: 1, max: 5 }"));
    for (let screen = await show(test, "ada"); screen.item !== null; )
      screen = await give(test, "ada", screen, { type: "score", score: 4 });
    await freshWith(test, /^2\/2 labelled$/);
    expect(await test.rows("people")).toMatchObject([{ score: 4 }, { score: 4 }]);
    await test.setText(() => text(rows("otherwise"), "{ min: 1, max: 5 }"));
    await freshWith(test, /^1\/2 labelled · 1 label set aside/);
    expect(await test.rows("people_set_aside")).toMatchObject([{ annotator: "ada", reason: "the text has changed since", answer: "4" }]);
    await test.setText(() => text("rows:\n  - { question: q1, response: one, model: m }\n", "{ min: 1, max: 7 }"));
    await freshWith(test, /^0\/1 labelled · 2 labels set aside/);
    expect((await test.rows("people_set_aside")).map(({ reason }) => reason).sort()).toEqual([
      "given on a scale from 1 to 5",
      "the item is not there any more",
    ]);
    expect((await show(test, "ada")).item).not.toBeNull();
  });

  it("says when the hardest are taken without a draw, so that nothing can be corrected with them", async () => {
    const measured = cell("measure", "corrected", "method: correction\nfrom: [verdicts, people]");
    const test = await open(judged + people("from: verdicts\nselect: hard\nbudget: 6\nexplore: 0") + measured);
    expect((await test.state()).cells.people?.result?.summary).toContain("corrections refuse");
    expect((await test.rows("people_queue")).map(({ selection_p, selected_by }) => [selection_p, selected_by])).toEqual(
      Array(6).fill([0, "top"]),
    );
    for (let screen = await show(test, "ada"); screen.item !== null; ) screen = await give(test, "ada", screen, choice("first"));
    await test.until(({ cells }) => cells.people?.result?.ledger?.kept === 6 && cells.corrected?.state === "fresh");
    const refused = await test.rows("corrected");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.some(({ reason }) => /selection_p 0/.test(String(reason)))).toBe(true);
  });

  it("says what to do where nothing is known to be hard, and where the table holds no pairs", async () => {
    const test = await open(answered);
    await test.setText((text) => `${text}${people("from: answers\nselect: hard")}`);
    await test.until(({ cells }) => cells.people?.state === "error");
    expect((await test.state()).cells.people?.problems[0]).toMatchObject({
      code: "column-missing",
      hint: expect.stringContaining("`select: random`"),
    });
    await expect(show(test, "ada")).rejects.toMatchObject({ code: "column-missing" });
  });
});

describe("a sheet for people without Assay", { timeout: 60_000 }, () => {
  it("goes out half-finished and comes back with every good row, the others told by line", async () => {
    const test = await open(answered + people("from: answers\nbudget: 6"));
    await give(test, "ada", await show(test, "ada"), choice("first"));
    const { csv, fileName, rows } = await test.handlers.labels.exportSheet(ref(test, "ada"), never);
    expect([fileName, rows]).toEqual(["people-ada.csv", 6]);
    expect(csv).not.toMatch(/willow|basalt/);
    const [head = "", done = "", ...open6] = csv.trimEnd().split("\r\n");
    expect(head).toBe("item,check,question,shown_first,shown_second,verdict,note");
    expect(done).toMatch(/,first,$/);
    const fill = (line: string, said: string) => line.replace(/,,$/, `,${said},"why, indeed"`);
    const filled = [
      head,
      done,
      fill(open6[0] ?? "", "Second"),
      fill(open6[1] ?? "", "3"),
      fill(open6[2] ?? "", "maybe"),
      (open6[3] ?? "").replace(/,[0-9a-f]{12},/, ",0123456789ab,"),
      fill(open6[4] ?? "", "tie"),
      fill(open6[4] ?? "", "first"),
      ",,,,,first,",
    ];
    const back = await test.handlers.labels.importSheet({ ...ref(test, "ada"), csv: `\uFEFF${filled.join("\r\n")}` }, never);
    expect(back).toMatchObject({ added: 2, already: 1, empty: 0 });
    expect(back.problems.map(({ line }) => line)).toEqual([5, 6, 7, 8, 9]);
    const again = await test.handlers.labels.importSheet({ ...ref(test, "ada"), csv: filled.slice(0, 4).join("\r\n") }, never);
    expect(again).toEqual({ added: 0, already: 3, empty: 0, problems: [] });
    await freshWith(test, /^3\/6 labelled/);
    const notes = (await test.rows("people")).map(({ note, seconds }) => [note, seconds]);
    expect(notes).toEqual([
      [null, 1.5],
      ["why, indeed", null],
      ["why, indeed", null],
    ]);
  });

  it("finds the labels that renaming the cell left behind, and takes them over when told to", async () => {
    const test = await open(answered + people("from: answers\nbudget: 4"));
    await give(test, "ada", await show(test, "ada"), choice("tie"));
    await test.setText((text) => text.replace("```human people", "```human experts"));
    const experts = { notebook: test.notebook, cell: "experts" };
    const { strays } = await test.handlers.labels.progress(experts, never);
    const sentence =
      "labels/people.jsonl holds 1 label of these items and belongs to no cell here. If this cell was called people, use them here, or rename the file to experts.jsonl.";
    expect(strays).toEqual([{ cell: "people", labels: 1, sentence }]);
    const fileOf = (name: string) => readFile(join(test.folder, "labels", `${name}.jsonl`), "utf8");
    const before = await fileOf("people");
    await expect(test.handlers.labels.adopt({ ...experts, from: "nobody" }, never)).rejects.toMatchObject({ code: "not-found" });
    expect(await test.handlers.labels.adopt({ ...experts, from: "people" }, never)).toEqual({ added: 1 });
    expect(JSON.parse(await fileOf("experts"))).toEqual(JSON.parse(before));
    expect(await fileOf("people")).toBe(before);
    expect(await test.handlers.labels.progress(experts, never)).toMatchObject({ done: 1, strays: [] });
  });

  it("reads labels that another process appends, and tells of lines it can't read", async () => {
    const test = await open(answered + people("from: answers\nbudget: 4"));
    await give(test, "ada", await show(test, "ada"), choice("tie"));
    const path = join(test.folder, "labels", "people.jsonl");
    const [line = ""] = (await readFile(path, "utf8")).split("\n");
    await appendFile(path, `${JSON.stringify({ ...JSON.parse(line), id: "other", annotator: "Grace" })}\n{"torn`);
    // Nobody asks for it: the file is watched, and the cell's table follows.
    await test.until(({ cells }) => cells.people?.state === "fresh" && cells.people.result?.tables[0]?.rows === 2);
    const progress = await test.handlers.labels.progress({ notebook: test.notebook, cell: "people" }, never);
    expect(progress.annotators.map(({ annotator, done }) => [annotator, done])).toEqual([
      ["ada", 1],
      ["Grace", 1],
    ]);
    expect(progress.problems).toEqual(["Line 3 of the label file can't be read and is left as it is."]);
    await writeFile(path, "");
    expect((await show(test, "ada")).own.done).toBe(0);
  });
});
