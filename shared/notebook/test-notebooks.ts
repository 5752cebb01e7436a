import fc from "fast-check";

const lineEnds = fc.constantFrom("\n", "\r\n", "\r");
const pieces = fc.constantFrom(
  "---",
  "assay: 1",
  "title: a",
  "```judge verdicts",
  "```sql  by_judge ",
  "   ```dataset tasks",
  "    ```dataset four",
  "~~~~prompt ask",
  "```sql",
  "```judge a`b",
  "```",
  "````",
  "~~~",
  "~~~~",
  "<!-- note",
  "-->",
  "<!-- whole -->",
  "<pre>",
  "</pre>",
  "<details>",
  "<span class='x'>",
  "- item",
  "  in it",
  "12) item",
  "> quoted",
  "<<<<<<< HEAD",
  "=======",
  ">>>>>>> theirs",
  "from: answers",
  "# Heading",
  "select * from verdicts",
  "",
  "",
  "  ",
);

/** Texts full of the things that can go wrong in a notebook. */
export const notebookTexts: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(fc.oneof({ weight: 8, arbitrary: pieces }, fc.string({ unit: "binary", maxLength: 12 })), lineEnds), {
      maxLength: 24,
    }),
    fc.boolean(),
    pieces,
    fc.boolean(),
  )
  .map(([lines, marked, last, cut]) => (marked ? "\uFEFF" : "") + lines.map(([line, end]) => line + end).join("") + (cut ? last : ""));
