import { capitals, monthDays, otherCities, otherSymbols, symbols, weekDays, years } from "./facts.ts";
import { numberTask, type Task, type TaskFamily } from "./task.ts";

/** Capitals, chemical symbols, years, months and week days. */
export const lookups: TaskFamily = {
  kind: "lookup",
  solve: (text) => capitalTask(text) ?? symbolTask(text) ?? yearTask(text) ?? monthTask(text) ?? weekDayTask(text),
  write: (random) => {
    switch (random.integer(0, 4)) {
      case 0:
        return `In which year did ${pickKey(years, random.next())}?`;
      case 1:
        return `How many days are there in ${pickKey(monthDays, random.next())}?`;
      case 2:
        return `Which day of the week comes ${random.integer(2, 6)} days after ${random.pick(weekDays)}?`;
      case 3:
        return `What is the chemical symbol for ${pickKey(symbols, random.next())}?`;
      default:
        return `What is the capital of ${pickKey(capitals, random.next())}?`;
    }
  },
};

function capitalTask(text: string): Task | null {
  const country = findKey(capitals, /capital (?:city )?of ([A-Z][A-Za-z]+)/.exec(text)?.[1]);
  if (country === null) return null;
  return wordTask("easy", capitals[country], otherCities[country] ?? "Geneva", `The capital of ${country} is {answer}`);
}

function symbolTask(text: string): Task | null {
  const element = findKey(symbols, /symbol (?:for|of) (?:the element )?([a-z]+)/i.exec(text)?.[1]);
  if (element === null) return null;
  const task = wordTask("medium", symbols[element], otherSymbols[element] ?? "X", `The chemical symbol for ${element} is {answer}`);
  return { ...task, check: { type: "exact" } };
}

function yearTask(text: string): Task | null {
  const event = findKey(years, /which year did (.+?)\?/i.exec(text)?.[1]);
  return event === null
    ? null
    : numberTask("lookup", "medium", years[event], "It happened in {answer}", [years[event] + 2, years[event] - 5]);
}

function monthTask(text: string): Task | null {
  const month = findKey(monthDays, /days (?:are there |are )?in ([A-Z][a-z]+)/.exec(text)?.[1]);
  return month === null ? null : numberTask("lookup", "easy", monthDays[month], `${month} has {answer} days`, [61 - monthDays[month]]);
}

function weekDayTask(text: string): Task | null {
  const found = /comes (\d+) days? after ([A-Z][a-z]+)/.exec(text);
  const start = weekDays.indexOf(found?.[2] ?? "");
  if (found === null || start === -1) return null;
  const dayAfter = (days: number) => weekDays[(start + days) % 7] ?? weekDays[0];
  const days = Number(found[1]);
  return wordTask("hard", dayAfter(days), dayAfter(days + 1), `${days} days after ${found[2]} it is {answer}`);
}

function wordTask(difficulty: Task["difficulty"], answer: string, mistake: string, statement: string): Task {
  return { kind: "lookup", difficulty, answer, mistakes: [mistake], statement, check: { type: "words" } };
}

function findKey<Table extends object>(table: Table, said: string | undefined): (keyof Table & string) | null {
  const wanted = said?.toLowerCase();
  for (const key in table) if (key.toLowerCase() === wanted) return key;
  return null;
}

function pickKey(table: object, at: number): string {
  const keys = Object.keys(table);
  return keys[Math.floor(at * keys.length)] ?? "";
}
