import type { Random } from "../random.ts";
import { newTask } from "./new-task.ts";

/** What a text-only model can't do, or what is no task at all: written now and then, as real models do. */
const slips = [
  "Draw a picture of a house with three windows.",
  "Write a program that adds two numbers.",
  "Summarise the audio file you were given.",
  "Be brief.",
  "Look at the map and name the largest country.",
] as const;

/** Who asks: a task in other company is another task, as long as numbers and quotation marks stay its own. */
const settings = [
  "You are helping out in a bakery before it opens.",
  "This comes up during a school quiz on a rainy afternoon.",
  "An engineer needs this for a note to colleagues.",
  "Your grandmother wonders about this over tea.",
  "The question is printed on the back of a cereal packet.",
  "A sailor writes this in the ship's log.",
  "Someone in the waiting room looks up from a crossword.",
  "It is the last riddle of a treasure hunt in the park.",
  "A museum guide is asked this by a visitor.",
  "Two neighbours argue about this across the fence.",
] as const;

/** A new task such as models write that were shown these: mostly new, now and then nearly one of them, or a slip. */
export function taskLike(examples: readonly string[], random: Random): string {
  const drawn = random.next();
  const [example] = examples.slice(random.integer(0, Math.max(0, examples.length - 1)));
  if (drawn < 0.12 && example !== undefined) return reworded(example, random);
  if (drawn < 0.17) return random.pick(slips);
  const { text } = newTask(random);
  return random.next() < 0.4 ? `${random.pick(settings)} ${text}` : text;
}

/** The same task with another number, or with a word before it. */
function reworded(task: string, random: Random): string {
  const other = task.replace(/\d+/, () => String(random.integer(2, 40)));
  return other !== task ? other : `Please ${task.charAt(0).toLowerCase()}${task.slice(1)}`;
}
