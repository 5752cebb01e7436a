import { describe, expect, it } from "vitest";
import { fieldsOf } from "#shared/cells/common-fields.ts";
import { kinds } from "#shared/cells/kinds.ts";
import { defaultText, defaultValues } from "./default-values.ts";

function defaultsOf(name: string, source: string): ReadonlyMap<string, unknown> {
  const kind = kinds.get(name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return defaultValues(kind, fieldsOf(kind, null), source);
}

describe("the default of a control", () => {
  it("is what the kind's schema fills in", () => {
    const defaults = defaultsOf("judge", "from: answers\njudges: [sim/judge-fair]\norders: random\n");
    expect(defaults.get("mode")).toBe("pairwise");
    expect(defaults.get("repeats")).toBe(1);
    expect(defaults.has("orders")).toBe(false);
    expect(defaults.has("baseline")).toBe(false);
  });

  it("is known below a key that is not written yet", () => {
    const defaults = defaultsOf("teacher", "method: self-instruct\nfrom: seeds\nmodels: [sim/willow-small]\n");
    expect(defaults.get("self_instruct.per_reply")).toEqual(expect.any(Number));
    expect(defaults.get("self_instruct.max_similarity")).toBe(0.7);
  });

  it("is that of a fresh cell where this one can't be read", () => {
    const defaults = defaultsOf("judge", "from: answers\nrepeats: many\n");
    expect(defaults.get("pairs")).toBe("all");
    expect(defaults.has("repeats")).toBe(false);
  });

  it("is written on one line", () => {
    expect(defaultText(["replace"])).toBe("replace");
    expect(defaultText(0)).toBe("0");
    expect(defaultText({ min: 1 })).toBeUndefined();
  });
});
