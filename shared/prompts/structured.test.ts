import { describe, expect, it } from "vitest";
import { askAgain, createStructuredReader } from "./structured.ts";

const read = createStructuredReader({
  type: "object",
  properties: { answer: { type: "string" }, sure: { type: "boolean" } },
  required: ["answer"],
});

describe("a structured reply", () => {
  it.each([
    ["bare", '{"answer": "42"}', '{"answer": "42"}'],
    ["fenced", 'Here it is:\n```json\n{"answer": "42"}\n```\nAnything else?', '{"answer": "42"}'],
    ["the last of several fenced blocks", '```json\n{"answer": "1"}\n```\nNo, rather:\n```json\n{"answer": "2"}\n```', '{"answer": "2"}'],
    ["amid prose", 'The object is {"answer": "a } b"} as asked.', '{"answer": "a } b"}'],
  ])("is found %s", (_, reply, json) => expect(read(reply)).toEqual({ ok: true, json }));

  it("is refused with the reason", () => {
    expect(read("I would rather not.")).toEqual({ ok: false, reason: "it holds no JSON" });
    expect(read('{"answer": 42}')).toMatchObject({ ok: false, reason: expect.stringMatching(/^answer: .*string/) });
    expect(read('{"answer": "42"')).toMatchObject({ ok: false });
  });

  it("names a schema that can't be read", () => {
    expect(() => createStructuredReader({ type: "object", properties: { a: { $ref: "#/$defs/nowhere" } } })).toThrow(/JSON Schema/);
  });

  it("is asked for again with what was said and why it will not do", () => {
    const again = askAgain([{ role: "user", content: "Which?" }], "Well …", "it holds no JSON");
    expect(again.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect(again.at(-1)?.content).toContain("it holds no JSON");
  });
});
