import { describe, expect, it } from "vitest";
import { constitution } from "../cells/constitution.ts";
import { critiqueMessages, readRevisePrompt, revisionMessages } from "../prompts/revise-prompts.ts";
import { readCritique } from "../prompts/revise-replies.ts";
import { generateTasks } from "./generate-tasks.ts";
import { draftOf, keepsPrinciple, traitOf } from "./principle-traits.ts";
import { createRandom } from "./random.ts";
import { simulate } from "./simulate.ts";
import { solveTask } from "./solve.ts";
import { chooseAnswer, teachers, writeAnswer } from "./teachers.ts";

const reading = constitution.read(constitution.starter);
const principles = reading.ok
  ? reading.body.principles.map(({ critique = null, revision = null, ...rest }) => ({ ...rest, critique, revision }))
  : [];
const principleOf = (id: string) => {
  const found = principles.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no principle ${id}`);
  return found;
};
const drafts = generateTasks({ count: 40, seed: 3 }).flatMap(({ question }) =>
  teachers.flatMap((teacher) => {
    const task = solveTask(question);
    const random = createRandom(`${teacher.name} ${question}`);
    return task === null
      ? []
      : [{ teacher, question, response: writeAnswer(teacher.family, task, chooseAnswer(teacher, task, random), random) }];
  }),
);

function reply(model: string, messages: readonly { readonly role: string; readonly content: string }[]): string {
  const body = JSON.parse(simulate(JSON.stringify({ model, messages, temperature: 0 })).body) as {
    readonly choices: readonly { readonly message: { readonly content: string } }[];
  };
  return body.choices[0]?.message.content ?? "";
}

const willow = "Good question! Let's see. 13 × 4 = 52. So the answer is 52. I hope that helps!";
const criticise = (id: string, response: string, question = "What is 13 × 4?") =>
  readCritique(
    reply("willow-large", critiqueMessages(readRevisePrompt("critique", undefined), { question, response, principle: principleOf(id) })),
  );
const revise = (id: string, response: string, question = "What is 13 × 4?") =>
  reply(
    "willow-large",
    revisionMessages(readRevisePrompt("revision", undefined), { question, response, principle: principleOf(id) }, "It has a fault."),
  );

describe("a simulated teacher", () => {
  it.each([
    ["brief", willow, "13 × 4 = 52."],
    ["direct", willow, "The answer is 52. Good question! Let's see. 13 × 4 = 52. I hope that helps!"],
    ["no_flattery", willow, "Let's see. 13 × 4 = 52. So the answer is 52. I hope that helps!"],
    ["stays_itself", willow, "Good question! Let's see. 13 × 4 = 52. So the answer is 52."],
    ["checkable", "Answer: 52", "13 × 4 = 52. Answer: 52"],
    ["follows_form", "**Working**\n- 13 × 4 = 52.\n\n**Answer:** 52", "13 × 4 = 52. Answer: 52"],
    ["truthful", "Answer: 62", "Answer: 52"],
    ["honest_limits", "It is definitely 52.", "It is 52."],
  ])("criticises by %s what stands in the text, and mends that alone", (id, response, revised) => {
    expect(criticise(id, response).foundNothing).toBe(false);
    expect(revise(id, response)).toBe(revised);
    expect(criticise(id, revised).foundNothing).toBe(true);
  });

  it("finds nothing where there is nothing, and then leaves a text as it is", () => {
    expect(criticise("no_flattery", "Answer: 52")).toMatchObject({ foundNothing: true });
    expect(criticise("fair", willow)).toMatchObject({ foundNothing: true });
    expect(revise("brief", "Answer: 52")).toBe("Answer: 52");
    expect(criticise("truthful", "Answer: 52", "Who wrote this?").foundNothing).toBe(true);
  });

  it("mends whatever it finds in any teacher's answer, so that it finds it no more", () => {
    let found = 0;
    for (const { teacher, question, response } of drafts) {
      for (const { text } of principles) {
        const trait = traitOf(text);
        if (trait === null || trait.find(draftOf(question, response), teacher) === null) continue;
        found += 1;
        const mended = trait.mend(draftOf(question, response), teacher);
        expect(mended.trim()).not.toBe("");
        expect([text, mended, trait.find(draftOf(question, mended), teacher)]).toEqual([text, mended, null]);
      }
    }
    expect(found).toBeGreaterThan(200);
  });
});

it("lets a judge that is shown a principle see how far each response keeps it", () => {
  const [brief, checkable] = [principleOf("brief").text, principleOf("checkable").text];
  const question = "What is 13 × 4?";
  expect(keepsPrinciple(brief, question, "Answer: 52")).toBeGreaterThan(keepsPrinciple(brief, question, willow) ?? 1);
  expect(keepsPrinciple(checkable, question, willow)).toBeGreaterThan(keepsPrinciple(checkable, question, "Answer: 52") ?? 1);
  expect(keepsPrinciple(principleOf("private").text, question, willow)).toBeNull();
});
