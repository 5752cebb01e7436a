import { expect, it } from "vitest";
import { z } from "zod";
import { issueWords } from "./issue-words.ts";

const said = (schema: z.ZodType, value: unknown): string | undefined => {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  return issue === undefined ? undefined : issueWords(issue);
};

it("says how large a value may be", () => {
  expect(said(z.number().int().min(2), 1)).toBe("must be at least 2");
  expect(said(z.number().gt(0), 0)).toBe("must be more than 0");
  expect(said(z.number().max(100), 101)).toBe("must be at most 100");
  expect(said(z.string().min(1), "")).toBe("must have at least 1 character");
  expect(said(z.array(z.string()).min(1), [])).toBe("must name at least 1");
});

it("names what can be chosen", () => {
  expect(said(z.enum(["both", "random"]), "bth")).toBe('must be one of "both", "random"');
});

it("keeps the words of a schema that has its own", () => {
  expect(
    said(
      z.number().refine(() => false, "the first must be below the second"),
      1,
    ),
  ).toBe("the first must be below the second");
  expect(said(z.number(), "many")).toBe("Invalid input: expected number, received string");
  expect(said(z.array(z.string()).min(1, "name at least one table"), [])).toBe("name at least one table");
});
