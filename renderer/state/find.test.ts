import { describe, expect, it } from "vitest";
import { textOf } from "#shared/notebook/document.ts";
import { applyEdit } from "#shared/notebook/edit.ts";
import { readNotebookText } from "#shared/notebook/read.ts";
import { expressionOf, type FindQuery, findMatches, matchFrom, replaceMatch, replaceMatches } from "./find.ts";

const text = `---
assay: 1
title: Answers
---

# Answers

What the answers say.

\`\`\`sql lengths
SELECT answer FROM answers
WHERE answer <> ''
\`\`\`
`;
const document = readNotebookText(text);
const query = (words: string, how: Partial<FindQuery> = {}): FindQuery => ({
  text: words,
  matchesCase: false,
  isWord: false,
  isPattern: false,
  ...how,
});
const matchesOf = (sought: FindQuery) => {
  const expression = expressionOf(sought);
  if (!(expression instanceof RegExp)) throw new Error(String(expression));
  return findMatches(document, expression);
};

describe("finding", () => {
  it("looks through prose and sources from the top down, and leaves the front matter out", () => {
    expect(matchesOf(query("answers")).map(({ cell, line }) => [cell, line])).toEqual([
      [null, 2],
      [null, 4],
      ["lengths", 1],
    ]);
  });

  it("tells case and whole words apart where asked", () => {
    expect(matchesOf(query("Answers", { matchesCase: true }))).toHaveLength(1);
    expect(matchesOf(query("answer", { isWord: true })).map(({ line }) => line)).toEqual([1, 2]);
  });

  it("takes a text as it stands and a pattern as a pattern", () => {
    expect(matchesOf(query("<> ''"))).toHaveLength(1);
    expect(matchesOf(query(".nswer."))).toHaveLength(0);
    expect(matchesOf(query("^where\\b", { isPattern: true })).map(({ line }) => line)).toEqual([2]);
    expect(matchesOf(query("x*", { isPattern: true }))).toEqual([]);
    expect(expressionOf(query("(", { isPattern: true }))).toBe("The pattern is no regular expression.");
    expect(expressionOf(query(""))).toBeNull();
  });

  it("goes on from a place, and from the top after the last", () => {
    const matches = matchesOf(query("answers"));
    const last = matches.at(-1);
    expect(matchFrom(matches, { index: 0, offset: 0 })).toBe(0);
    expect(matchFrom(matches, { index: last?.index ?? 0, offset: last?.from ?? 0 })).toBe(2);
    expect(matchFrom(matches, { index: last?.index ?? 0, offset: last?.to ?? 0 })).toBe(0);
    expect(matchFrom([], { index: 0, offset: 0 })).toBeNull();
  });
});

describe("replacing", () => {
  const after = (sought: FindQuery, replacement: string) =>
    textOf(applyEdit(document, replaceMatches(document, { query: sought, text: replacement })));

  it("changes every match in one edit, and nothing else", () => {
    expect(after(query("answers", { matchesCase: true }), "replies")).toBe(text.replaceAll("answers", "replies"));
    expect(after(query("answers", { matchesCase: true }), "$1 $&")).toContain("What the $1 $& say.");
    expect(after(query("x*", { isPattern: true }), "y")).toBe(text);
  });

  it("fills groups of a pattern, and looks at what stands around a match", () => {
    expect(after(query("(?<=SELECT )(\\w+)", { isPattern: true }), "upper($1)")).toContain("SELECT upper(answer) FROM");
  });

  it("changes one match and says where the next begins", () => {
    const sought = query("answer", { isWord: true });
    const [first] = matchesOf(sought);
    if (first === undefined) throw new Error("no match");
    const { edit, after: next } = replaceMatch(document, first, { query: sought, text: "an answer" });
    const changed = applyEdit(document, edit);
    expect(textOf(changed)).toContain("SELECT an answer FROM answers\nWHERE answer <>");
    const again = findMatches(changed, expressionOf(sought) as RegExp);
    expect(matchFrom(again, { index: first.index, offset: next })).toBe(1);
  });

  it("keeps a fence around a source that comes to hold one", () => {
    const changed = readNotebookText(after(query("WHERE"), "```\nWHERE"));
    expect(changed.blocks.filter(({ type }) => type === "cell")).toHaveLength(1);
  });
});
