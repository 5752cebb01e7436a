import { readFences } from "../../prompts/fence.ts";
import { draftOf, traitOf } from "../principle-traits.ts";
import { uniform } from "../random.ts";
import { textOf } from "../request.ts";
import type { Writer, WriterAsk } from "./writer.ts";

/** Criticises a fenced response by a principle, and writes it anew: by what can be counted in the text, and nothing else. */
export const reviseWriter: Writer = {
  name: "revise",
  write: (ask) => {
    const stage = ask.schema === null ? stageOf(ask) : null;
    if (stage === null) return null;
    const fences = readFences(ask.prompt);
    const response = fences?.get("response");
    if (response === undefined || fences?.has("response A")) return null;
    const draft = draftOf(fences?.get("question") ?? "", response);
    const trait =
      principlesIn(ask.prompt)
        .map(traitOf)
        .find((found) => found !== null) ?? null;
    const fault = trait?.find(draft, ask.teacher) ?? null;
    if (stage === "revision") return fault === null || trait === null ? response : trait.mend(draft, ask.teacher);
    const isOverlooked = fault !== null && ask.teacher.skill.hard < 0.5 && uniform("overlooks", ask.seed) < 0.1;
    const found = fault === null || isOverlooked ? null : fault;
    const critique = found ?? "Nothing in the response goes against this principle.";
    return /"found"/.test(ask.prompt) ? `${critique}\n{"found": "${found === null ? "nothing" : "fault"}"}` : critique;
  },
};

/** What is asked for in the last message; a conversation that holds a critique goes on to the revision. */
function stageOf({ messages, prompt }: WriterAsk): "critique" | "revision" | null {
  const last = textOf(messages.at(-1)?.content ?? null);
  const asksForCritique = /\b(?:critici[sz]e|critique)\b/i;
  const asksForRevision = /\b(?:revise|revised|revision|rewrite|rewritten|anew)\b/i;
  if (asksForRevision.test(last) && (messages.some(({ role }) => role === "assistant") || !asksForCritique.test(last))) return "revision";
  return asksForCritique.test(prompt) ? "critique" : null;
}

/** The principle as the prompt names it, and failing that what the prompt says outside its fences. */
function principlesIn(prompt: string): readonly string[] {
  const after = prompt.slice(prompt.lastIndexOf("[[[ end of "));
  const named = /^Principle:\s*(.+)$/m.exec(after)?.[1];
  const request = /^Principle:\s*.+\n+(.+)$/m.exec(after)?.[1];
  return [named, request, named === undefined ? after : undefined].filter((each) => each !== undefined);
}
