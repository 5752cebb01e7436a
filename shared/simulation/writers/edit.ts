import { createRandom } from "../random.ts";
import { correctness, solveTask } from "../solve.ts";
import { chooseAnswer, writeAnswer } from "../teachers.ts";
import type { Writer } from "./writer.ts";

const filler =
  /\s*(?:Good question!|Let's see\.|Let's take this step by step\.|Happy to help with this one\.|(?:I hope that helps|Hope that helps)[^.!]*[.!])\s*/g;

/** Edits or continues another's answer: mends a result it knows better, strips filler from one it finds right. */
export const editWriter: Writer = {
  name: "edit",
  write: ({ teacher, prompt, seed }) => {
    const found = /The question:\n([\s\S]*?)\n\nThe answer (to edit|so far):\n([\s\S]*?)\n\nReply with the (?:edited|whole) answer/.exec(
      prompt,
    );
    if (found === null) return null;
    const [, question = "", way, draft = ""] = found;
    const task = solveTask(question);
    const random = createRandom(seed);
    if (way === "so far")
      return `${draft} ${random.pick(["One can check this by going the other way round.", "That is all there is to it."])}`;
    const answer = task === null ? null : chooseAnswer(teacher, task, random);
    if (task === null || answer === null) return draft.replace(filler, " ").trim();
    // It trusts its own result: where the draft has that already, only the words around it go.
    const agrees = correctness({ ...task, answer }, draft) >= (task.check.type === "terms" ? 0.75 : 1);
    return agrees ? draft.replace(filler, " ").trim() || draft : writeAnswer(teacher.family, task, answer, random);
  },
};
