import { describe, expect, it } from "vitest";
import { readMap, yamlText } from "./yaml-text.ts";

describe("keys and values typed into a form", () => {
  it("are read from YAML and from JSON alike", () => {
    const value = { type: "object", properties: { answer: { type: "string" } }, required: ["answer"] };
    expect(readMap(yamlText(value))).toEqual({ ok: true, value });
    expect(readMap(JSON.stringify(value, null, 2))).toEqual({ ok: true, value });
  });

  it("are refused with the line that is wrong", () => {
    const reading = readMap("type: object\nproperties: {answer: {type: string}\n");
    expect(reading).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/^Line \d is neither YAML nor JSON: .+\. What the cell had stays\.$/),
    });
  });

  it.each(["object", "[1, 2]", "12", ""])("are refused where there are none: %j", (text) => {
    expect(readMap(text)).toEqual({ ok: false, sentence: "This is one value. Write keys with their values, as in `type: object`." });
  });

  it("are refused where aliases multiply", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ...["b", "c", "d", "e"].map((key, at) => `${key}: &${key} [${Array(9).fill(`*${"abcd"[at]}`).join(",")}]`),
    ];
    expect(readMap(bomb.join("\n"))).toMatchObject({ ok: false, sentence: expect.stringContaining("refers to itself too often") });
  });
});
