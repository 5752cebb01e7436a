import { readFences } from "../../prompts/fence.ts";
import { createRandom, uniform } from "../random.ts";
import { solveTask } from "../solve.ts";
import type { Task } from "../tasks/task.ts";
import { chooseAnswer, type Teacher } from "../teachers.ts";
import type { Writer } from "./writer.ts";

type Written = {
  readonly id: string;
  readonly text: string;
  readonly type: "rule" | "principle" | "pitfall";
  readonly priority: "essential" | "important" | "optional" | "pitfall";
};

/** A pitfall both ways: as what is avoided, and as the mistake itself. */
type Pitfall = { readonly id: string; readonly avoids: string; readonly mistake: string };

const points = { essential: 9, important: 6, optional: 3, pitfall: 5 } as const;

/** Writes the criteria of one prompt where a JSON Schema asks for them. */
export const rubricWriter: Writer = {
  name: "rubric",
  write: ({ teacher, prompt, schema, seed }) => (asksForRubric(schema) ? writeRubric(teacher, prompt, schema, seed) : null),
};

/** Whether a JSON Schema asks for a list of criteria with a text and a type each. */
function asksForRubric(schema: unknown): boolean {
  const item = at(schema, "properties", "criteria", "items", "properties");
  return at(item, "text") !== undefined && at(item, "type") !== undefined;
}

/**
 * The rubric a simulated teacher writes for the question between the prompt's fences, as JSON: what it takes for the
 * right result, then form and the mistakes one would make. It knows what it knows as a teacher, so a weak one can be
 * wrong, and now and then words a pitfall the wrong way round until it is asked again.
 */
function writeRubric(teacher: Teacher, prompt: string, schema: unknown, seed: string): string {
  const question = readFences(prompt)?.get("question") ?? "";
  const random = createRandom(seed);
  const task = solveTask(question);
  const answer = task === null ? null : chooseAnswer(teacher, task, random);
  const namesMistakes = prompt.includes('never with "Avoids"');
  const isSecondTry = prompt.includes("That is not the JSON asked for");
  const slips = teacher.skill.hard < 0.5 && !isSecondTry && uniform("slip", seed) < 0.15;
  const pitfalls = pitfallsOf(task, answer).map(
    ({ id, avoids, mistake }, index): Written => ({
      id,
      text: namesMistakes !== (slips && index === 0) ? mistake : avoids,
      type: "pitfall",
      priority: "pitfall",
    }),
  );
  const held = [...prompt.matchAll(/^\d+\. \[([a-z][a-z0-9_-]*)\] (.+)$/gm)].map(([, id = "", text = ""]) => ({
    id,
    text: text.toLowerCase(),
  }));
  const isNew = ({ id, text }: Written): boolean => !held.some((other) => other.id === id || other.text === text.toLowerCase());
  const fewest = Number(at(schema, "properties", "criteria", "minItems") ?? 7);
  const most = Number(at(schema, "properties", "criteria", "maxItems") ?? 20);
  const wanted = Math.min(most, fewest + random.integer(0, 2));
  const [first = [], form = []] = [contentOf(task, answer), formOf(random.integer(4, 8) * 10)];
  const criteria = interleave([...first, ...form].filter(isNew), pitfalls.filter(isNew)).slice(0, wanted);
  const inPoints = at(schema, "properties", "criteria", "items", "properties", "points") !== undefined;
  return JSON.stringify({
    criteria: criteria.map(({ priority, ...rest }) =>
      inPoints ? { ...rest, points: rest.type === "pitfall" && namesMistakes ? -points.pitfall : points[priority] } : { ...rest, priority },
    ),
  });
}

function contentOf(task: Task | null, answer: string | null): readonly Written[] {
  if (task === null || answer === null)
    return [{ id: "asked", text: "Answers the very question that is asked.", type: "rule", priority: "essential" }];
  const result =
    task.check.type === "number"
      ? `States that the result is ${answer}.`
      : task.check.type === "terms"
        ? "Gets the facts of the explanation right."
        : `Names "${answer}" as the answer.`;
  const unit: Written = { id: "unit", text: "Gives the unit beside the number.", type: "principle", priority: "important" };
  return [{ id: "result", text: result, type: "rule", priority: "essential" }, ...(task.kind === "units" ? [unit] : [])];
}

function formOf(words: number): readonly Written[] {
  return [
    { id: "length", text: `Uses at most ${words} words.`, type: "principle", priority: "optional" },
    { id: "working", text: "Shows in a few words how the result comes about.", type: "principle", priority: "important" },
    { id: "sentences", text: "Is written in full sentences.", type: "principle", priority: "optional" },
    { id: "short", text: "Is short enough to be read at a glance.", type: "principle", priority: "optional" },
    { id: "one_line", text: "Uses at most 3 sentences.", type: "principle", priority: "optional" },
    { id: "room", text: "Uses at least 3 words.", type: "principle", priority: "optional" },
  ];
}

function pitfallsOf(task: Task | null, answer: string | null): readonly Pitfall[] {
  const wrong = (task?.mistakes ?? []).filter((mistake) => mistake !== answer && mistake.length < 40).slice(0, 2);
  return [
    ...wrong.map((mistake, index) => ({
      id: `not_${index + 1}`,
      avoids: `Avoids giving "${mistake}" as the answer.`,
      mistake: `Gives "${mistake}" as the answer.`,
    })),
    { id: "gives_up", avoids: "Avoids saying that it cannot answer.", mistake: "Says that it cannot answer." },
    { id: "filler", avoids: "Avoids filler such as closing lines.", mistake: "Adds filler such as closing lines." },
    { id: "sorry", avoids: "Does not apologise or say sorry.", mistake: "Apologises or says sorry." },
    { id: "bullets", avoids: "Does not break one short answer into a list.", mistake: "Breaks one short answer into a list." },
    { id: "bold", avoids: "Avoids bold type and headings.", mistake: "Uses bold type and headings." },
  ];
}

/** Two of the first to each of the second, so that a short rubric has some of both. */
function interleave(first: readonly Written[], second: readonly Written[]): readonly Written[] {
  const turns = Math.max(Math.ceil(first.length / 2), second.length);
  return Array.from({ length: turns }, (_, turn) => [...first.slice(2 * turn, 2 * turn + 2), ...second.slice(turn, turn + 1)]).flat();
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path)
    found = typeof found === "object" && found !== null ? (found as { readonly [key: string]: unknown })[key] : undefined;
  return found;
}
