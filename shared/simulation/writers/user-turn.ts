import { createRandom } from "../random.ts";
import { newTask } from "./new-task.ts";
import type { Writer } from "./writer.ts";

/** The next message of the person who talks to an assistant: a follow-up task, or the end. */
export const userTurnWriter: Writer = {
  name: "user turn",
  write: ({ prompt, seed }) => {
    if (!/\bWrite your next message to the assistant\b/.test(prompt)) return null;
    const random = createRandom(seed);
    if (random.next() < 0.15) return "[end]";
    const opening = random.pick(["Thanks.", "I see.", "Good.", "All right."]);
    return `${opening} ${random.pick(["And one more:", "Then another question:", "Next:"])}\n\n${newTask(random).text}`;
  },
};
