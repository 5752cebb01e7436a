import { describe, expect, it } from "vitest";
import { kinds } from "../cells/kinds.ts";
import { findCell, textOf } from "./document.ts";
import { applyEdit, invertEdit } from "./edit.ts";
import { readNotebookText } from "./read.ts";
import { renameCell } from "./rename.ts";
import { renameSqlTable } from "./sql-rename.ts";

describe("renameSqlTable", () => {
  it.each([
    ["select * from verdicts", "select * from v2"],
    ["SELECT Verdicts.p FROM VERDICTS", "SELECT v2.p FROM v2"],
    ["select verdicts from other", "select verdicts from other"],
    ["select verdicts from verdicts where verdicts > 1", "select verdicts from v2 where verdicts > 1"],
    ['select \'verdicts\', "verdicts" from "verdicts"', 'select \'verdicts\', "verdicts" from "v2"'],
    [
      "-- from verdicts\nselect 1 /* from /* verdicts */ from verdicts */ from verdicts",
      "-- from verdicts\nselect 1 /* from /* verdicts */ from verdicts */ from v2",
    ],
    ["select * from a, verdicts, b join verdicts using (item)", "select * from a, v2, b join v2 using (item)"],
    ["select count(*) from (select * from verdicts) verdicts", "select count(*) from (select * from v2) verdicts"],
    ["select verdicts.p from answers as verdicts", "select verdicts.p from answers as verdicts"],
    ["with verdicts as (select 1) select * from verdicts", "with verdicts as (select 1) select * from verdicts"],
    ["with x(a) as materialized (from verdicts) select * from x, verdicts", "with x(a) as materialized (from v2) select * from x, v2"],
    ["select extract(year from verdicts) from verdicts", "select extract(year from verdicts) from v2"],
    ["select a is not distinct from verdicts from verdicts", "select a is not distinct from verdicts from v2"],
    ["select trim(both 'x' from (select verdicts.a from verdicts))", "select trim(both 'x' from (select v2.a from v2))"],
    ["from main.verdicts select verdicts.a", "from main.v2 select v2.a"],
    [
      "select $$from verdicts$$, $q$ verdicts $q$, E'\\' from verdicts' from verdicts",
      "select $$from verdicts$$, $q$ verdicts $q$, E'\\' from verdicts' from v2",
    ],
    ["select * from verdicts_calls, my_verdicts", "select * from verdicts_calls, my_verdicts"],
    ["select x.verdicts.a from x", "select x.verdicts.a from x"],
    ["pivot verdicts on judge using count(*)", "pivot v2 on judge using count(*)"],
    ["select * from (verdicts join b using (item))", "select * from (v2 join b using (item))"],
    ["select * from verdicts(1)", "select * from verdicts(1)"],
    ["select f(a, verdicts) from t", "select f(a, verdicts) from t"],
    ["summarize verdicts; describe verdicts", "summarize v2; describe v2"],
    ["select 'open from verdicts", "select 'open from verdicts"],
  ])("%s", (sql, expected) => {
    expect(renameSqlTable(sql, "verdicts", "v2")).toBe(expected);
  });
});

const notebook = `---
assay: 1
---

Agreement is {{ verdicts.alpha }}; the word verdicts stays.

\`\`\`judge verdicts
from: answers
note: verdicts of both
\`\`\`

\`\`\`measure alpha
from: verdicts # all of them
also: { against: [verdicts_calls] }
\`\`\`

\`\`\`sql table_of
--| title: verdicts
select verdicts.p from verdicts join verdicts_calls using (item)
\`\`\`

\`\`\`prompt ask
[user]
{{ verdicts }}
\`\`\`

\`\`\`measure broken
from: [verdicts
\`\`\`
`;

describe("renameCell", () => {
  it("renames the cell and whatever reads it, and nothing else", () => {
    const document = readNotebookText(notebook);
    const edit = renameCell(document, "verdicts", "opinions");
    const text = textOf(applyEdit(document, edit));
    expect(text).toBe(
      notebook
        .replace("{{ verdicts.alpha", "{{ opinions.alpha")
        .replace("judge verdicts", "judge opinions")
        .replace("from: verdicts #", "from: opinions #")
        .replace("[verdicts_calls]", "[opinions_calls]")
        .replace("verdicts.p from verdicts join verdicts_calls", "opinions.p from opinions join opinions_calls"),
    );
    expect(textOf(applyEdit(applyEdit(document, edit), invertEdit(edit)))).toBe(notebook);
  });

  it("leaves a table that another cell of that name yields", () => {
    const document = readNotebookText("```sql a\n```\n```sql a_calls\n```\n```sql c\nfrom a, a_calls\n```\n");
    expect(textOf(applyEdit(document, renameCell(document, "a", "b")))).toBe(
      "```sql b\n```\n```sql a_calls\n```\n```sql c\nfrom b, a_calls\n```\n",
    );
  });

  it("follows every key by which the kinds of cells name one another", () => {
    let followed = 0;
    for (const kind of kinds.values()) {
      const starter = kind.kind === "export" ? `${kind.starter}measures: [agreement]\n` : kind.starter;
      const reading = kind.read(starter);
      if (!reading.ok) throw new Error(`the starter of ${kind.kind} cannot be read`);
      for (const { name, key } of kind.references(reading.body)) {
        const document = readNotebookText(`\`\`\`sql ${name}\n\`\`\`\n\`\`\`${kind.kind} reader\n${starter}\`\`\`\n`);
        const renamed = applyEdit(document, renameCell(document, name, "other_name"));
        const body = kind.read(findCell(renamed, "reader").cell.body);
        expect(body.ok && kind.references(body.body)).toContainEqual({ name: "other_name", key });
        followed += 1;
      }
    }
    expect(followed).toBeGreaterThan(4);
  });

  it("asks the caller where a cell names others, when told how", () => {
    const document = readNotebookText("```sql a\n```\n```x c\nfrom: a\nown: a\n```\n");
    const text = textOf(
      applyEdit(
        document,
        renameCell(document, "a", "b", () => ["own"]),
      ),
    );
    expect(text).toBe("```sql b\n```\n```x c\nfrom: a\nown: b\n```\n");
  });

  it("refuses names that are taken, words of SQL or no names", () => {
    const document = readNotebookText("```sql a\n```\n```sql b\n```\n");
    expect(() => renameCell(document, "a", "b")).toThrow('Another cell is already named "b".');
    expect(() => renameCell(document, "a", "select")).toThrow("a word of SQL");
    expect(() => renameCell(document, "a", "A")).toThrow('"A" cannot be a cell name.');
    expect(() => renameCell(document, "z", "y")).toThrow('There is no cell named "z".');
  });
});
