import { createRandom } from "./random.ts";
import { solveTask, taskFamilies } from "./solve.ts";
import type { Difficulty, TaskKind } from "./tasks/task.ts";

export type GeneratedTask = {
  readonly question: string;
  readonly answer: string;
  readonly kind: TaskKind;
  readonly difficulty: Difficulty;
};

/** Different small tasks with known answers, the same for the same seed. Fewer than `count` only when the kinds are exhausted. */
export function generateTasks(options: {
  readonly count: number;
  readonly seed: number;
  readonly kinds?: readonly TaskKind[];
}): readonly GeneratedTask[] {
  const random = createRandom(`tasks ${options.seed}`);
  const families = taskFamilies.filter(({ kind }) => options.kinds?.includes(kind) ?? true);
  const tasks = new Map<string, GeneratedTask>();
  for (let attempt = 0; tasks.size < options.count && attempt < options.count * 20 + 200; attempt++) {
    const question = families[attempt % families.length]?.write(random);
    const task = question === undefined ? null : solveTask(question);
    if (question === undefined || task === null) continue;
    tasks.set(question, { question, answer: task.answer, kind: task.kind, difficulty: task.difficulty });
  }
  return [...tasks.values()];
}
