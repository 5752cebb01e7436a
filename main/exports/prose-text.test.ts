import { expect, it } from "vitest";
import type { ProseValue } from "#shared/notebook/resolve-value.ts";
import { proseText } from "./prose-text.ts";

const value = (text: string, mark: string | null = null, isSimulated = false): ProseValue => ({
  type: "value",
  text,
  mark,
  reason: "",
  isSimulated,
});
const written = (markdown: string, ...values: readonly ProseValue[]): string => proseText({ type: "prose", markdown, values });

it("puts values where they are named and leaves every other byte as it is", () => {
  const text = "# A *title*\r\n\r\n{{ a.rows }} of `{{ a.rows }}`, \\{{ a.rows }}\r\n";
  expect(written(text, value("1,000"))).toBe("# A *title*\r\n\r\n1,000 of `{{ a.rows }}`, \\{{ a.rows }}\r\n");
});

it("says of a value that it is old or simulated, and of one that is not there, why", () => {
  expect(written("{{ a.b }}", value("0.71", "tried on 8 rows", true))).toBe("0.71 (tried on 8 rows, simulated)");
  expect(written("{{ a.b }}", { type: "missing", cell: "a" })).toBe("(not run yet)");
  expect(written("{{ a.b }}", { type: "text" })).toBe("{{ a.b }}");
  expect(written("{{ a.b }}", { type: "problem", sentence: "No cell is called `a`.", hint: "Run it." })).toBe(
    "\\{\\{ a.b \\}\\} No cell is called a. Run it.",
  );
});

it.each([
  ["<img src=x onerror=alert(1)>", "&lt;img src\\=x onerror\\=alert(1)&gt;"],
  ["[a](javascript:x) ![b](c)", "\\[a\\](javascript:x) \\!\\[b\\](c)"],
  ["**bold** `code` $x$ | # ~~no~~", "\\*\\*bold\\*\\* \\`code\\` \\$x\\$ \\| \\# \\~\\~no\\~\\~"],
  ["https://evil.example www.evil.example a@b.c &copy;", "https\\://evil.example www\\.evil.example a\\@b.c &amp;copy;"],
  ["1. one\n- two", "1\\. one - two"],
  ["- two", "\\- two"],
])("writes %j so that Markdown reads it as words", (text, expected) => {
  expect(written("{{ a.b }}", value(text))).toBe(expected);
});
