import { z } from "zod";
import { modelName } from "../cells/model-name.ts";
import type { TeachingMethod } from "./method.ts";

export const multiTurnOptions = z.strictObject({
  /** Questions and answers a conversation has, at most. */
  turns: z.number().int().min(1).max(50).default(3),
  /** Writes the user's turns; the teacher itself when left out. */
  user: modelName.optional(),
});

export type MultiTurnOptions = z.infer<typeof multiTurnOptions>;

/** What the writer of the user's turns says when the conversation is over. */
export const endMark = "[end]";

const user = `[system]
You play the person who talks to an assistant; you are not the assistant. You are curious, brief, and stay with the subject.

[user]
The conversation so far:
{% for message in messages %}
{{ "You" if message.role == "user" else "Assistant" }}: {{ message.content }}

{% endfor %}
Write your next message to the assistant: one question that follows from its last answer. Write the message alone, or ${endMark} when there is nothing more to ask.
`;

export const multiTurnMethod: TeachingMethod = {
  name: "multi-turn",
  sentence: "The cell's prompt opens a conversation; a second model plays the user, and the teacher answers turn by turn.",
  citation: {
    text: "Ding, Chen, Xu, Qin, Zheng, Hu, Liu, Sun and Zhou (2023). Enhancing Chat Language Models by Scaling High-quality Instructional Conversations",
    url: "https://arxiv.org/abs/2305.14233",
  },
  key: "multi_turn",
  prompts: {
    user: { label: "asks for the user's next turn", text: user, needed: [["messages"]], known: ["turn"], takesColumns: true },
  },
  needsPrompt: true,
  from: "needed",
  yields: [],
  fields: [
    { key: "turns", label: "Turns", help: "Questions and answers, at most.", control: { type: "number", min: 1, max: 50, step: 1 } },
    { key: "user", label: "User's model", help: "The teacher itself when left empty.", control: { type: "model" } },
  ],
};
