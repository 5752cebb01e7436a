import { createRandom } from "../random.ts";
import { newTask } from "./new-task.ts";
import type { Writer } from "./writer.ts";

/** The first message of a user, where nothing but a system text was sent. Now and then it answers the system text instead. */
export const magpieWriter: Writer = {
  name: "magpie",
  write: ({ messages, schema, seed }) => {
    if (schema !== null || messages.some(({ role }) => role !== "system" && role !== "developer")) return null;
    const random = createRandom(seed);
    if (random.next() < 0.06) return "Sure, I am happy to help. What would you like to know?";
    const { text } = newTask(random);
    return random.next() < 0.2 ? `${random.pick(["Hi.", "Quick question.", "I need a hand."])} ${text}` : text;
  },
};
