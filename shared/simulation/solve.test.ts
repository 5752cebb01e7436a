import { describe, expect, it } from "vitest";
import { generateTasks } from "./generate-tasks.ts";
import { correctness, solveTask } from "./solve.ts";

describe("solveTask", () => {
  it.each([
    ["What is 17 + 25?", "42"],
    ["Calculate 3 + 4 × 5.", "23"],
    ["What is 15% of 80?", "12"],
    ["12 × 7 - 4 =", "80"],
    ["What is 9 / 4?", "2.25"],
    ["Mei has 40 stamps and buys 12 more, then gives away 5. How many stamps does Mei have now?", "47"],
    ["A box holds 12 pencils. How many pencils are in 4 boxes?", "48"],
    ["A train travels at 80 km/h for 3 hours. How far does it go, in kilometres?", "240"],
    ["When 29 books are shared equally among 4 children, how many are left over?", "1"],
    ["Each of the mugs costs $7. Ana pays for 3 of them with a $50 note. How much change is due, in dollars?", "29"],
    ["Convert 5 km to metres.", "5000"],
    ["How many minutes are in 3 hours?", "180"],
    ["Convert 250 grams to kilograms.", "0.25"],
    ["Convert 100 °C to °F.", "212"],
    ["What is the capital of Australia?", "Canberra"],
    ["What is the chemical symbol for gold?", "Au"],
    ["In which year did the Berlin Wall fall?", "1989"],
    ["How many days are there in April?", "30"],
    ["Which day of the week comes 4 days after Friday?", "Tuesday"],
    ['Reverse the word "stream".', "maerts"],
    ['Write "banana" in upper case.', "BANANA"],
    ['How many times does the letter "s" appear in "Mississippi"?', "4"],
    ["What is the smallest number in this list: 14, 9, 22?", "9"],
    ["What is the sum of these numbers: 3, 5 and 9?", "17"],
    ["Sort these numbers from smallest to largest: 10, 9, 2.", "2, 9, 10"],
    ["Sort these words alphabetically: pear, apple, fig.", "apple, fig, pear"],
    ["Remove the duplicates from this list: fig, plum, fig.", "fig, plum"],
  ])("%s → %s", (question, answer) => expect(solveTask(question)?.answer).toBe(answer));

  it("finds the question among instructions", () => {
    expect(solveTask("You are a tutor.\n\nQuestion: What is 2 + 2?\n\nAnswer in one line.")?.answer).toBe("4");
    expect(solveTask("Write a poem about the sea.")).toBeNull();
    expect(solveTask("The meeting is on 2024-01-02.")).toBeNull();
  });
});

describe("generated tasks", () => {
  const tasks = generateTasks({ count: 400, seed: 1 });

  it("are different, the same for a seed, and of every kind", () => {
    expect(tasks).toHaveLength(400);
    expect(generateTasks({ count: 400, seed: 1 })).toEqual(tasks);
    expect(generateTasks({ count: 400, seed: 2 })).not.toEqual(tasks);
    expect(new Set(tasks.map(({ kind }) => kind)).size).toBe(7);
  });

  it("are recognised with the kind they were written as, and no mistake passes for the answer", () => {
    for (const { question, kind } of tasks) {
      const task = solveTask(question);
      if (task === null) throw new Error(question);
      expect(task.kind).toBe(kind);
      expect([question, correctness(task, task.answer)]).toEqual([question, 1]);
      for (const mistake of task.mistakes)
        expect([question, mistake, correctness(task, mistake) < 0.75]).toEqual([question, mistake, true]);
    }
  });
});
