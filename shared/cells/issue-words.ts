import type { z } from "zod";

const librarysOwn = /^(?:Too (?:small|big)|Invalid)\b/;

/** What a schema finds wrong with a value, in words people use: "must be at least 2". The schema's own words where it wrote some. */
export function issueWords(issue: z.core.$ZodIssue): string {
  if (!librarysOwn.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "too_small":
      return `must ${sizeWords(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum)}`;
    case "too_big":
      return `must ${sizeWords(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum)}`;
    case "invalid_value":
      return `must be ${issue.values.length === 1 ? "" : "one of "}${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    default:
      return issue.message;
  }
}

function sizeWords(of: string, bound: string, size: number | bigint): string {
  if (of === "string") return `have ${bound} ${size} ${Number(size) === 1 ? "character" : "characters"}`;
  if (of === "array") return `name ${bound} ${size}`;
  return `be ${bound} ${size}`;
}
