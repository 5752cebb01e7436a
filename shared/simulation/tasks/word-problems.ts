import type { Random } from "../random.ts";
import { numberTask, type Task, type TaskFamily } from "./task.ts";

type Pattern = { readonly read: (text: string) => Task | null; readonly write: (random: Random) => string };

const names = ["Ana", "Ravi", "Mei", "Tomas", "Leila", "Oskar"] as const;
const things = ["apples", "marbles", "stamps", "books", "pencils"] as const;

const patterns: readonly [Pattern, ...Pattern[]] = [
  {
    read: (text) => {
      const found =
        /has (\d+) \w+[.,]? (?:and )?(?:then )?(?:\w+ )?(?:buys|gets|finds|is given) (\d+) more(?:[., ]+(?:and )?(?:then )?(?:\w+ )?(?:gives away|loses|sells) (\d+))?/i.exec(
          text,
        );
      if (found === null) return null;
      const [has, more, less] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
      const working = less > 0 ? `${has} + ${more} - ${less} = {answer}` : `${has} + ${more} = {answer}`;
      return numberTask("word-problem", less > 0 ? "medium" : "easy", has + more - less, working, [has + more + less, has - more + less]);
    },
    write: (random) => {
      const [name, thing] = [random.pick(names), random.pick(things)];
      const start = `${name} has ${random.integer(12, 60)} ${thing} and buys ${random.integer(3, 30)} more`;
      const loss = random.next() < 0.5 ? `, then gives away ${random.integer(2, 10)}` : "";
      return `${start}${loss}. How many ${thing} does ${name} have now?`;
    },
  },
  {
    read: (text) => {
      const found =
        /(?:box|bag|pack|shelf|crate) (?:holds|contains|has) (\d+) [\s\S]*?how many [\s\S]*? in (\d+) (?:boxes|bags|packs|shelves|crates)/i.exec(
          text,
        );
      if (found === null) return null;
      const [each, count] = [Number(found[1]), Number(found[2])];
      return numberTask("word-problem", each * count > 100 ? "medium" : "easy", each * count, `${each} × ${count} = {answer}`, [
        each + count,
        each * (count - 1),
      ]);
    },
    write: (random) => {
      const thing = random.pick(things);
      return `A box holds ${random.integer(6, 24)} ${thing}. How many ${thing} are in ${random.integer(3, 12)} boxes?`;
    },
  },
  {
    read: (text) => {
      const found = /at (\d+) (?:km\/h|kilomet(?:re|er)s (?:per|an) hour) for (\d+(?:\.\d+)?) hours?[\s\S]*how (?:far|many kilomet)/i.exec(
        text,
      );
      if (found === null) return null;
      const [speed, hours] = [Number(found[1]), Number(found[2])];
      return numberTask("word-problem", "medium", speed * hours, `${speed} km/h × ${hours} h = {answer} km`, [
        speed + hours,
        speed * (hours + 1),
      ]);
    },
    write: (random) =>
      `A train travels at ${random.integer(6, 30) * 10} km/h for ${random.integer(2, 9)} hours. How far does it go, in kilometres?`,
  },
  {
    read: (text) => {
      const found = /(\d+) \w+ (?:are )?shared equally (?:among|between) (\d+) [\s\S]*?(how many are left|how many does each)/i.exec(text);
      if (found === null || Number(found[2]) === 0) return null;
      const [total, people] = [Number(found[1]), Number(found[2])];
      const [each, left] = [Math.floor(total / people), total % people];
      if (/left/i.test(found[3] ?? ""))
        return numberTask("word-problem", "hard", left, `${total} - ${people} × ${each} = {answer}`, [each, people - left]);
      return numberTask("word-problem", "medium", each, `${total} ÷ ${people} gives {answer} each`, [each + 1, total - people]);
    },
    write: (random) => {
      const ask = random.next() < 0.5 ? "how many are left over" : "how many does each child get";
      return `When ${random.integer(20, 90)} ${random.pick(things)} are shared equally among ${random.integer(3, 9)} children, ${ask}?`;
    },
  },
  {
    read: (text) => {
      const found =
        /costs? (?:\$|€)?(\d+(?:\.\d+)?)(?: (?:dollars|euros))?(?: each)?[\s\S]*?pays? for (\d+) [\s\S]*?with a (?:\$|€)?(\d+)[\s\S]*?change/i.exec(
          text,
        );
      if (found === null) return null;
      const [price, count, note] = [Number(found[1]), Number(found[2]), Number(found[3])];
      return numberTask("word-problem", "hard", note - price * count, `${note} - ${count} × ${price} = {answer}`, [
        price * count,
        note - price - count,
      ]);
    },
    write: (random) => {
      const [name, thing] = [random.pick(names), random.pick(["notebooks", "tickets", "mugs"])];
      return `Each of the ${thing} costs $${random.integer(3, 9)}. ${name} pays for ${random.integer(2, 5)} of them with a $50 note. How much change is due, in dollars?`;
    },
  },
];

/** Short stories about counts, speeds, shares and prices. */
export const wordProblems: TaskFamily = {
  kind: "word-problem",
  solve: (text) => {
    for (const pattern of patterns) {
      const task = pattern.read(text);
      if (task !== null) return task;
    }
    return null;
  },
  write: (random) => random.pick(patterns).write(random),
};
