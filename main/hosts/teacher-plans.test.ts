import { afterEach, beforeEach, expect, it } from "vitest";
import { generateTasks } from "#shared/simulation/generate-tasks.ts";
import { openTestHome, type TestHome } from "./testing/test-home.ts";

const questions = generateTasks({ count: 10, seed: 5 }).map(({ question }) => question);
const rows = (column: string, texts: readonly string[]): string => texts.map((text) => `  - ${column}: ${JSON.stringify(text)}`).join("\n");
const papers = [
  "The mill was built in 1854. It is driven by the river Aa. The wheel has twelve blades. The miller was Jan Brood. He had two sons.",
  "",
  "Gravity is the attraction between masses that keeps planets in orbit and pulls objects towards the ground. It is weak.",
  "A carp is a fish of slow rivers and ponds. It eats worms, seeds and water plants, and may live for fifty years.",
];
const picky = "accept: response | length > 60";

/** Each method with what makes its calls hard to foresee: rows that are not accepted, texts that are empty or there twice. */
const cells = {
  answers: `prompt: "{{ question }}"\naccept: "'Good question' in response"\nuntil: 6\ncandidates: 40`,
  structured: `prompt: "{{ question }}"\nschema: { type: object, properties: { answer: { type: string } }, required: [answer] }`,
  grown: "method: self-instruct\nmodels: [local/willow-large, local/basalt-large]\nuntil: 20\ncandidates: 21",
  evolved: "method: evol-instruct\nevol_instruct: { rounds: 3, judge: local/basalt-large }",
  evolved_until: "method: evol-instruct\nuntil: 12\nevol_instruct: { rounds: 2, seed: 5 }",
  asked: `method: persona\nfrom: ""\npersona: { personas: [a nurse, a carpenter], draws: 6 }\n${picky}\nuntil: 5`,
  turns: `method: magpie\nfrom: ""\nuntil: 5\n${picky}`,
  talks: `method: multi-turn\nprompt: "{{ question }}"\nmulti_turn: { turns: 4, user: local/basalt-large }\nuntil: 6\n${picky}`,
  edited: "method: edit\nedit: { column: question, stages: [{}, { model: local/basalt-large }, {}] }\nuntil: 4",
  requests: "method: backtranslate\nfrom: papers\nbacktranslate: { threshold: 4 }\nuntil: 3",
  pairs: "method: documents\nfrom: papers\ndocuments: { chunk_tokens: 25, overlap_tokens: 5, pairs: 2 }\nuntil: 5",
};

const bodyOf = (body: string): string =>
  ["from: tasks", "models: [local/willow-large]", "max_tokens: 300"].reduce(
    (text, line) => (text.includes(`${line.split(":")[0]}:`) ? text : `${line}\n${text}`),
    body,
  );
const notebook = [
  "---\nassay: 1\ntitle: Test\n---\n",
  // A task that stands there twice is asked about once.
  `\`\`\`dataset tasks\nrows:\n${rows("question", [...questions, questions[0] ?? ""])}\n\`\`\`\n`,
  `\`\`\`dataset papers\nrows:\n${rows("text", papers)}\n\`\`\`\n`,
  ...Object.entries(cells).map(([name, body]) => `\`\`\`teacher ${name}\n${bodyOf(body).replace('from: ""\n', "")}\n\`\`\`\n`),
].join("\n");

let home: TestHome;
beforeEach(async () => {
  home = await openTestHome();
  const terms = (model: string): object =>
    model === "willow-large"
      ? { inputUsdPerMillion: 1, outputUsdPerMillion: 4 }
      : { family: "basalt", inputUsdPerMillion: 50, outputUsdPerMillion: 200 };
  await home.serve({ models: ["willow-large", "basalt-large"], terms });
});
afterEach(() => home.close());

it("plans no fewer calls and no less money than any method of teaching comes to buy, and no more than it must", {
  timeout: 120_000,
}, async () => {
  const test = await home.open(notebook);
  await test.until(({ cells: states }) => states.tasks?.state === "fresh" && states.papers?.state === "fresh");
  for (const name of Object.keys(cells)) {
    const target = { type: "cell", cell: name, upstream: "run" } as const;
    const { calls, mostCalls, costUsd, problems } = await test.plan(target);
    const before = home.server().stats().requests;
    const run = await test.run(target);
    const bought = home.server().stats().requests - before;
    expect({ name, problems, sentence: run.sentence, state: run.state }).toEqual({ name, problems: [], sentence: null, state: "done" });
    expect([name, calls > 0, calls <= bought, bought <= (mostCalls ?? 0)]).toEqual([name, true, true, true]);
    expect([name, run.spentUsd > 0, (costUsd?.low ?? 0) <= run.spentUsd, run.spentUsd <= (costUsd?.high ?? 0)]).toEqual([
      name,
      true,
      true,
      true,
    ]);
  }
  // It never judges more candidates than it may, whatever a reply holds.
  const { ledger, summary } = (await test.state()).cells.grown?.result ?? {};
  expect(ledger?.requested).toBe(21);
  expect(summary).toContain("20 wanted, but the 21 candidates ran out");
});
