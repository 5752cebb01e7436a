import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LabelAnswer, seenAnswer } from "./label-answer.ts";
import { itemsOf } from "./label-progress.ts";
import { type LabelQueue, orderFor } from "./label-queue.ts";
import { answerText, writeLabelSheet } from "./label-sheet.ts";
import { readLabelSheet } from "./read-label-sheet.ts";
import { standingLabels } from "./standing-labels.ts";
import { labelOn, pairItem, queueOf } from "./test-queues.ts";

const strange = ["plain", "=cmd()", 'says "no", twice', "two\nlines", "  spaced  ", 'ends in a quote"', "-1", "a;b\tc"];
const items = strange.map((text, at) => pairItem(at, { a: { model: "red", family: "red", text }, question: `${text}?` }));
const single = items.map((item) => ({ ...item, b: null }));

describe("a sheet", () => {
  it("reads back as what was filled in, with the order each person saw", () => {
    const queue = queueOf(items);
    fc.assert(
      fc.property(fc.array(fc.constantFrom("first", "2", "TIE", "neither", "skip", ""), { minLength: 8, maxLength: 8 }), (words) => {
        const filled = fillIn(writeLabelSheet(queue, "ada", []), words);
        const { labels, empty, problems } = readLabelSheet(queue, "ada", [], filled);
        expect(problems).toEqual([]);
        expect([labels.length, empty]).toEqual([words.filter(Boolean).length, words.filter((word) => word === "").length]);
        for (const { key, order, answer } of labels) {
          const item = queue.population.get(key);
          if (!item) throw new Error("a row of no item");
          expect(order).toBe(orderFor(queue, "ada", item));
          const said = words[itemsOf(queue, "ada", []).indexOf(key)]?.toLowerCase();
          expect(answerText(seenAnswer(answer, order))).toBe(said === "2" ? "second" : said);
        }
      }),
    );
  });

  it("shows what was said before and takes it back as known", () => {
    const queue = queueOf(items);
    const records = items.slice(0, 3).map((item) => labelOn(queue, "ada", item));
    const { labels } = standingLabels({ records, unreadable: [] });
    expect(readLabelSheet(queue, "ada", labels, writeLabelSheet(queue, "ada", labels))).toEqual({
      labels: [],
      already: 3,
      empty: 5,
      problems: [],
    });
  });

  it("refuses rows whose texts were moved under another item, and knows sheets from other orders", () => {
    const queue = queueOf(items);
    const csv = fillIn(writeLabelSheet(queue, "ada", []), Array(8).fill("first"));
    const moved = csv.replace("answer 0 in blue", "answer 1 in blue");
    expect(readLabelSheet(queue, "ada", [], moved).problems).toEqual([
      { line: 2, sentence: "The texts of this row do not belong to its item; rows may have been mixed up." },
    ]);
    // What somebody else's sheet shows first is still what was shown first.
    const { labels } = readLabelSheet(queue, "grace", [], csv);
    for (const { key, order } of labels) expect(order).toBe(orderFor(queue, "ada", queue.population.get(key) ?? pairItem(0)));
  });

  it("takes no row for an item that was not chosen: its label would have no known chance", () => {
    const csv = fillIn(writeLabelSheet(queueOf(items), "ada", []), Array(8).fill("tie"));
    const fewer = { ...queueOf(items.slice(1)), population: queueOf(items).population };
    const { labels, problems } = readLabelSheet(fewer, "ada", [], csv);
    expect([labels.length, problems]).toEqual([7, [{ line: 2, sentence: "The item `key-0` is not in the queue any more." }]]);
  });

  it("says which columns are missing rather than taking nothing silently", () => {
    const { problems } = readLabelSheet(queueOf(items), "ada", [], "id,verdict\n1,first\n");
    expect(problems).toEqual([
      { line: 1, sentence: "The file has no column `item`, `check`, `shown_first`. Export the queue again and fill that in." },
    ]);
    expect(readLabelSheet(queueOf(items), "ada", [], "").problems[0]?.sentence).toContain("empty");
  });

  it("takes scores on the scale, accepts and rejects, and criteria one by one", () => {
    const scored = queueOf(single, { ask: "score", scale: { min: 1, max: 5, levels: {} } });
    expect(answersIn(scored, ["5", "0", "4.5", "x", "1", "skip", "", "3"])).toEqual([5, 1, "skip", 3]);
    const accepted = queueOf(single, { ask: "accept" });
    expect(answersIn(accepted, ["accept", "R", "yes", "perhaps", "", "", "", ""])).toEqual([true, false, true]);
    const rubric: LabelQueue["rubric"] = [
      { id: "right", text: "Is right.", type: "rule", weight: 1, levels: null, item: null },
      { id: "plain", text: "Is plain.", type: "principle", weight: 1, levels: ["no", "partly", "yes"], item: null },
    ];
    const asked = queueOf(single, { ask: "rubric", rubric });
    expect(answersIn(asked, ["y,2", "no,?", "y,", "y,3", "skip,", ",", ",", "met,0"])).toEqual([
      { right: 1, plain: 2 },
      { right: 0, plain: null },
      "skip",
      { right: 1, plain: 0 },
    ]);
  });
});

/** Writes a word into the cells before each row's note, which is the last and empty. */
function fillIn(csv: string, words: readonly string[]): string {
  let row = 0;
  return csv.replace(/(,+)\r\n/g, (commas) => {
    const word = words[row] ?? "";
    row += 1;
    return `${commas.slice(0, -2 - 1 - word.split(",").length + 1)}${word},\r\n`;
  });
}

function answersIn(queue: LabelQueue, words: readonly string[]): readonly unknown[] {
  return readLabelSheet(queue, "ada", [], fillIn(writeLabelSheet(queue, "ada", []), words)).labels.map(({ answer }) => valueOf(answer));
}

function valueOf(answer: LabelAnswer): unknown {
  if (answer.type === "score") return answer.score;
  if (answer.type === "accept") return answer.accept;
  return answer.type === "rubric" ? answer.criteria : answer.type;
}
