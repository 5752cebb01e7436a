import { itemsOf, numberTask, showNumber, type Task, type TaskFamily } from "./task.ts";

const fruits = ["pear", "apple", "fig", "plum", "cherry", "quince", "mango", "grape"] as const;

/** Largest, smallest, sum, sorting and duplicates of a list after a colon, "in" or "of". */
export const lists: TaskFamily = {
  kind: "list",
  solve: (text) => {
    const list = /(?::|\b(?:in|of|from)\b)\s*((?:[\p{L}\d.-]+\s*(?:,|\band\b)\s*)+[\p{L}\d-]+(?:\.\d+)?)\s*[.?]?\s*$/mu.exec(text)?.[1];
    if (list === undefined) return null;
    const items = itemsOf(list);
    const numbers = items.map(Number);
    const areNumbers = numbers.every(Number.isFinite);
    if (areNumbers && /\b(?:largest|biggest|greatest|smallest|least|lowest|highest)\b/i.test(text) && !/sort|order/i.test(text))
      return extremeTask(text, numbers);
    if (areNumbers && /\bsum\b|add (?:up|these)/i.test(text)) {
      const sum = numbers.reduce((total, value) => total + value, 0);
      return numberTask("list", items.length > 4 ? "hard" : "medium", sum, `${items.join(" + ")} = {answer}`, [
        sum - (numbers.at(-1) ?? 0),
        sum + 10,
      ]);
    }
    if (/\bduplicates?\b|\brepeated\b/i.test(text)) return orderTask("medium", [...new Set(items)], "Without the duplicates: {answer}");
    if (!/\bsort\b|\border\b|alphabetical/i.test(text)) return null;
    const sorted = areNumbers ? numbers.toSorted((a, b) => a - b).map(showNumber) : items.toSorted();
    return orderTask(
      items.length > 5 ? "hard" : "medium",
      /descending|largest to smallest/i.test(text) ? sorted.reverse() : sorted,
      "In order: {answer}",
    );
  },
  write: (random) => {
    const numbers = Array.from({ length: random.integer(4, 7) }, () => random.integer(2, 99)).join(", ");
    const chosen = fruits.filter(() => random.next() < 0.6).map((fruit) => ({ fruit, at: random.next() }));
    const mixed = chosen.toSorted((a, b) => a.at - b.at).map(({ fruit }) => fruit);
    const list = mixed.length >= 3 ? mixed : ["plum", "apple", "fig"];
    switch (random.integer(0, 4)) {
      case 0:
        return `What is the ${random.pick(["largest", "smallest"])} number in this list: ${numbers}?`;
      case 1:
        return `What is the sum of these numbers: ${numbers}?`;
      case 2:
        return `Sort these numbers from smallest to largest: ${numbers}.`;
      case 3:
        return `Sort these words alphabetically: ${list.join(", ")}.`;
      default:
        return `Remove the duplicates from this list: ${[...list, list[0], list[1]].join(", ")}.`;
    }
  },
};

function extremeTask(text: string, numbers: readonly number[]): Task {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [word, ordered] = /smallest|least|lowest/i.test(text) ? ["smallest", sorted] : ["largest", sorted.toReversed()];
  const [answer = 0, next = answer - 1] = [...new Set(ordered)];
  return numberTask("list", "easy", answer, `The ${word} number is {answer}`, [next, ordered.at(-1) ?? next]);
}

function orderTask(difficulty: Task["difficulty"], right: readonly string[], statement: string): Task {
  const [first = "", second = "", ...rest] = right;
  const swapped = first === second || right.length < 2 ? right.slice(0, -1) : [second, first, ...rest];
  const mistakes: [string, ...string[]] = [swapped.join(", ") || "none", right.slice(0, -1).join(", ") || "none"];
  return { kind: "list", difficulty, answer: right.join(", "), mistakes, statement, check: { type: "words" } };
}
