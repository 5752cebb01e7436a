import type { Segment } from "./judge-reply.ts";
import { createRandom } from "./random.ts";
import { type SimulationRequest, textOf } from "./request.ts";
import { answerBySchema } from "./schema-answer.ts";
import { schemaInWords } from "./schema-in-words.ts";
import { solveTask } from "./solve.ts";
import type { Task } from "./tasks/task.ts";
import { answerChances, answerParts, chooseAnswer, type Teacher, writeAnswer, writeIgnorance } from "./teachers.ts";
import { tokenSegments, type Variant } from "./token-chances.ts";
import { writers } from "./writers.ts";

/** What a teacher replies; with log-probabilities asked for, each token a segment with its chances. */
type TeacherReply = { readonly segments: readonly Segment[]; readonly reasoning: string | null };

/** A text, every text that could have been drawn in its place, and what it was thought out from. */
type Draft = { readonly text: string; readonly variants: () => readonly Variant[]; readonly thoughts: string };

/** What a simulated teacher writes when asked, by its seed. */
export function teach(teacher: Teacher, request: SimulationRequest, seed: string): TeacherReply {
  const asked = schemaInWords(request.messages);
  const messages = asked?.messages ?? request.messages;
  const draft = writeDraft(teacher, messages, asked === null ? schemaOf(request.response_format) : asked.schema, seed);
  const told = (text: string, variants: () => readonly Variant[], before: string): readonly Segment[] =>
    request.logprobs ? tokenSegments(teacher, text, variants(), before) : [{ text }];
  const plain = (text: string, before: string): readonly Segment[] => told(text, () => [{ text, chance: 1 }], before);
  const body = told(draft.text, draft.variants, requestText(messages));
  // Whoever is asked in words for JSON tends to fence it.
  const segments = asked === null ? body : [...plain("```json\n", ""), ...body, ...plain("\n```", draft.text)];
  return { segments, reasoning: teacher.thinks ? draft.thoughts : null };
}

function writeDraft(teacher: Teacher, messages: SimulationRequest["messages"], schema: unknown, seed: string): Draft {
  const prompt = requestText(messages);
  for (const { write } of writers) {
    const text = write({ teacher, messages, prompt, schema, seed });
    if (text !== null) return { text, variants: () => [{ text, chance: 1 }], thoughts: "Let me see what is asked for, and write that." };
  }
  const asked = textOf(messages.findLast(({ role }) => role === "user")?.content ?? null);
  const task = solveTask(asked);
  if (task === null) return ignorance(teacher, schema);
  const random = createRandom(seed);
  const answer = chooseAnswer(teacher, task, random);
  const isBare = /\b(?:only|just) (?:with )?(?:the|your) (?:final )?answer\b/i.test(prompt);
  const fixed = (own: string): string | null => (schema !== null ? bySchema(schema, task, own) : isBare ? own : null);
  const variants = () =>
    answerChances(teacher, task).flatMap(({ answer: own, chance }): readonly Variant[] => {
      const text = fixed(own);
      return (text === null ? wordings(teacher, task, own) : [{ text, chance: 1 }]).map((each) => ({
        ...each,
        chance: chance * each.chance,
      }));
    });
  return { text: fixed(answer) ?? writeAnswer(teacher.family, task, answer, random), variants, thoughts: thoughtsOn(task, answer, seed) };
}

function requestText(messages: SimulationRequest["messages"]): string {
  return messages.map(({ content }) => textOf(content)).join("\n\n");
}

function ignorance(teacher: Teacher, schema: unknown): Draft {
  const answer = writeIgnorance(teacher.family);
  const text = schema === null ? answer : answerBySchema(schema, { answer, statement: answer });
  return { text, variants: () => [{ text, chance: 1 }], thoughts: "This is none of the small tasks I know. I should say so." };
}

function bySchema(schema: unknown, task: Task, answer: string): string {
  return answerBySchema(schema, { answer, statement: task.statement.replace("{answer}", answer) });
}

/** Every way the family has of writing one answer. */
function wordings({ family }: Teacher, task: Task, answer: string): readonly Variant[] {
  let drafts: readonly Variant[] = [{ text: "", chance: 1 }];
  for (const part of answerParts(family, task, answer)) {
    drafts = drafts.flatMap(({ text, chance }) => part.map((wording) => ({ text: text + wording, chance: chance / part.length })));
  }
  return drafts;
}

/** A first guess, doubted, and the answer settled on: right as often as that is. */
function thoughtsOn(task: Task, answer: string, seed: string): string {
  const [first = task.answer, ...rest] = [task.answer, ...task.mistakes].filter((each) => each !== answer);
  const guess = createRandom(`${seed} thoughts`).pick([first, ...rest]);
  const stated = task.statement.replace("{answer}", answer).replace(/[.!?]$/, "");
  return `A first guess would be: ${guess.replace(/[.!?]$/, "")}. Let me go through it again. ${stated}. I settle on that.`;
}

/** The JSON Schema asked for, null for plain text. */
function schemaOf(format: SimulationRequest["response_format"]): unknown {
  if (format?.type === "json_schema") return format.json_schema.schema ?? {};
  return format?.type === "json_object" ? { type: "object", properties: { answer: { type: "string" } } } : null;
}
