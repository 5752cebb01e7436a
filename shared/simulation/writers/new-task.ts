import type { Random } from "../random.ts";
import { solveTask, taskFamilies } from "../solve.ts";
import type { Task } from "../tasks/task.ts";

/** A small task in words, with its known answer. */
export type NewTask = { readonly text: string; readonly task: Task };

/** A new small task whose answer is known; of a kind that `wanted` accepts, where one comes up soon enough. */
export function newTask(random: Random, wanted: (task: Task) => boolean = () => true): NewTask {
  let last: NewTask | null = null;
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const text = random.pick(taskFamilies).write(random);
    const task = solveTask(text);
    if (task === null) continue;
    last = { text, task };
    if (wanted(task)) return last;
  }
  if (last === null) throw new RangeError("no task family can solve what it writes");
  return last;
}
