import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AssayError } from "../assay-error.ts";
import type { Row } from "../data/table.ts";
import { readTemplate, render, variablesOf } from "./template.ts";

const rendered = (source: string, row: Row = {}) => render(readTemplate(source), row);

function errorOf(run: () => unknown): AssayError {
  try {
    run();
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("messages", () => {
  it("makes one user message of a template without marker lines", () => {
    expect(rendered("What is {{ a }} + {{ b }}?\n", { a: 2, b: 3n })).toEqual([{ role: "user", content: "What is 2 + 3?" }]);
  });

  it("splits at lines that are exactly a role in brackets", () => {
    const messages = rendered("[system]\nBe brief.\n\n[user]\nHi [user]\n  [user]\n[assistant]\nHello\n[user]\r\n{{ q }}\n", { q: "?" });
    expect(messages).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi [user]\n  [user]" },
      { role: "assistant", content: "Hello" },
      { role: "user", content: "?" },
    ]);
  });

  it("takes an escaped marker line as text", () => {
    expect(rendered("\\[system]\nis a marker")).toEqual([{ role: "user", content: "[system]\nis a marker" }]);
  });

  it("lets a loop write example turns", () => {
    const source = "{% for turn in turns %}\n[user]\n{{ turn.q }}\n[assistant]\n{{ turn.a }}\n{% endfor %}\n[user]\n{{ q }}";
    const row = { q: "3?", turns: [{ q: "1?", a: "1" }] };
    expect(rendered(source, row).map((message) => `${message.role}: ${message.content}`)).toEqual(["user: 1?", "assistant: 1", "user: 3?"]);
  });

  it("refuses a prompt that ends with the assistant's turn, at its line", () => {
    const error = errorOf(() => readTemplate("[user]\nHi\n[assistant]\nHello"));
    expect(error).toMatchObject({ code: "template", place: { line: 3 } });
  });

  it("never evaluates a value and never lets one begin a message", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("{", "}", "%", "\n", "[user]", "[system]", "\uFDD0", "user", "a") }), (value) => {
        const messages = rendered("[system]\nS\n[user]\n<{{ value }}>", { value });
        expect(messages).toHaveLength(2);
        expect(messages[1]?.content).toBe(`<${value.replaceAll("\uFDD0", "\uFFFD")}>`);
      }),
    );
  });
});

describe("names", () => {
  it("lists the columns a template reads, without what it sets itself", () => {
    const source = "{% set n = x %}{% for row in rows %}{{ row.name }}{{ loop.index }}{% endfor %}{{ n }}{{ y | upper }}{{ range(3) }}";
    expect(variablesOf(readTemplate(source))).toEqual(["x", "rows", "y"]);
  });

  it("names the nearest column when one is unknown", () => {
    const error = errorOf(() => rendered("{{ qestion }}", { question: "?", item: "1" }));
    expect(error.message).toContain('no column "qestion"');
    expect(error.hint).toContain('Did you mean "question"?');
    expect(error.hint).toContain("Columns here: question, item.");
  });

  it("accepts a missing column that the template asks after", () => {
    expect(rendered("a{% if hint is defined %}{{ hint }}{% endif %}{{ tone | default('') }}")[0]?.content).toBe("a");
  });

  it("refuses to print an empty value unless the template says so", () => {
    expect(errorOf(() => rendered("{{ input }}", { item: "q7", input: null })).message).toContain(
      '"input" is empty (null) in the row of item q7',
    );
    expect(errorOf(() => rendered("{{ input }}", { input: null })).message).toContain('"input" is empty (null)');
    expect(errorOf(() => rendered("{{ input.text }}", { input: {} })).message).toContain("does not exist");
    expect(rendered('[{{ input or "" }}]{% if input %}x{% endif %}', { input: null })[0]?.content).toBe("[]");
  });

  it("does not look at what a row inherits", () => {
    expect(errorOf(() => rendered("{{ constructor }}", {})).code).toBe("template");
  });
});

describe("bounds", () => {
  it("stops templates that loop or grow without end", () => {
    const runaways = [
      "{% for a in range(200000) %}{% endfor %}",
      "{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}",
      "{% for a in range(60000) %}0123456789012345678901234567890123456789{% endfor %}",
      "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
      "{{ raise_exception('no') }}",
    ];
    for (const source of runaways) expect(errorOf(() => rendered(source)).code).toBe("template");
  });

  it("has no clock", () => {
    expect(errorOf(() => rendered("{{ strftime_now('%Y') }}")).message).toContain("strftime_now");
  });

  it("points at the line of a tag it cannot read", () => {
    expect(errorOf(() => readTemplate("one\n{{ a b }}\nthree")).place.line).toBe(2);
    expect(errorOf(() => readTemplate("one\ntwo {% if a")).place.line).toBe(2);
  });
});
