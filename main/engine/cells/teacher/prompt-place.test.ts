import { describe, expect, it } from "vitest";
import { AssayError } from "#shared/assay-error.ts";
import type { Row } from "#shared/data/table.ts";
import { rowPrompt } from "./prompt-place.ts";

const inputs = { table: () => Promise.reject(new Error("no tables")), prompt: () => undefined } as unknown as Parameters<
  typeof rowPrompt
>[2];

function errorOf(prompt: string, row: Row): AssayError {
  try {
    rowPrompt(prompt, "prompt", inputs)(row);
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("a prompt that can't be sent", () => {
  it.each([
    ["{{ qestion }}", 'The prompt uses {{ qestion }}, but there is no column "qestion".'],
    ["Hello\n{{ question question }}", "Line 2 of the prompt: The template can't be read"],
    ["[user]\nHi\n{{ question }}\n[assistant]\nYes", "Line 4 of the prompt: The prompt ends with an [assistant] message"],
    ["{% for x in range(99999) %}{{ question }}{% endfor %}", "characters long; the limit is 1,000,000"],
    ["{% for x in range(9999999) %}{{ question }}{% endfor %}", "loops more than 100,000 times"],
    [
      "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(question) }}",
      "The template can't be rendered: Cannot call something that is not a function",
    ],
    ["{{ question | nofilter }}", "The template can't be rendered"],
    ["{{ raise_exception('no') }}", "The template stopped with: no"],
    ["{{ empty }}", 'The prompt can\'t be filled: "empty" is empty (null) in this row.'],
  ])("says of %s where it stands and what to do", (prompt, sentence) => {
    const error = errorOf(prompt, { question: "What is 12 + 30?", empty: null });
    expect(error).toMatchObject({ code: "template", place: { key: "prompt" }, hint: expect.stringMatching(/^[A-Z].{10,}\.$/s) });
    expect(error.message).toContain(sentence);
  });
});
