import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createInstanceFilter } from "./instance-filter.ts";
import { type Instance, questionOf, readInstances } from "./instances.ts";

const sorted = { instruction: "Sort these words.", input: "plum, fig", output: "fig, plum", isTruncated: false };
const capital = { instruction: "Name the capital of Peru.", input: "", output: "Lima", isTruncated: false };

describe("instances in a reply", () => {
  it("are read however models write their headings and labels", () => {
    for (const reply of [
      "### Task 9\nInstruction: Sort these words.\nInput: plum, fig\nOutput: fig, plum\n\n### Task 10\nInstruction: Name the capital of Peru.\nInput: <noinput>\nOutput: Lima",
      "Here they are:\n\n**Task 9**\n**Instruction:** Sort these words.\n**Input:** plum, fig\n**Output:** fig, plum\n**Task 10**\n**Instruction:** Name the capital of Peru.\n**Input:** (no input)\n**Output:** Lima\n",
      "9. Instruction: Sort these words.\nInput:\nplum, fig\nOutput:\nfig, plum\n10. Instruction: Name the capital of Peru.\nOutput: Lima",
      "Instruction: Sort these words.\r\nInput: plum, fig\r\nOutput: fig, plum\r\nInstruction: Name the capital of Peru.\r\nInput: <NoInput>\r\nOutput: Lima",
    ])
      expect(readInstances(reply, false)).toEqual([sorted, capital]);
  });

  it("keep labels and lower numbers that an output holds, and lines of every part", () => {
    const reply =
      "Task 1\nInstruction: Write a form\nof two fields.\nInput: a\nb\nOutput: Input: name\n1. Instruction: fill it in\nOutput: age\nTask 2\nInstruction: x\nOutput: y";
    expect(readInstances(reply, false)).toEqual([
      {
        instruction: "Write a form\nof two fields.",
        input: "a\nb",
        output: "Input: name\n1. Instruction: fill it in\nOutput: age",
        isTruncated: false,
      },
      { instruction: "x", input: "", output: "y", isTruncated: false },
    ]);
  });

  it("say which was cut off, lack what is not there, and are none in prose", () => {
    const cut = readInstances("Task 1\nInstruction: a\nOutput: b\nTask 2\nInstruction: c\nInp", true);
    expect(cut.map(({ output, isTruncated }) => [output, isTruncated])).toEqual([
      ["b", false],
      ["", true],
    ]);
    expect(readInstances("I can't do that.", true)).toEqual([]);
    expect(questionOf(sorted)).toBe("Sort these words.\n\nplum, fig");
    expect(questionOf(capital)).toBe("Name the capital of Peru.");
  });

  it("come back as they were written, whatever their words", () => {
    const part = fc.stringMatching(/^[a-z<>.,]{1,6}( [a-z0-9]{1,6}){0,4}$/).filter((text) => !/no ?input/.test(text));
    const instance = fc.record({ instruction: part, input: fc.oneof(fc.constant(""), part), output: part });
    fc.assert(
      fc.property(fc.array(instance, { maxLength: 6 }), (instances) => {
        const reply = instances
          .map(
            ({ instruction, input, output }, at) =>
              `Task ${at + 1}\nInstruction: ${instruction}\nInput: ${input || "<noinput>"}\nOutput: ${output}`,
          )
          .join("\n\n");
        expect(readInstances(reply, false)).toEqual(instances.map((each) => ({ ...each, isTruncated: false })));
      }),
    );
  });
});

describe("filters of instances", () => {
  const stepOf = (instance: Instance) => createInstanceFilter().judge(instance)?.step ?? null;

  it("drop what was cut off, has no output or repeats its input", () => {
    expect(stepOf(sorted)).toBeNull();
    expect(stepOf({ ...sorted, isTruncated: true })).toBe("truncated");
    expect(stepOf({ ...capital, output: "" })).toBe("no output");
    expect(stepOf({ ...sorted, output: sorted.input })).toBe("output is input");
  });

  it("drop a repetition alone, but all instances that contradict each other", () => {
    const { judge, keep } = createInstanceFilter();
    keep(sorted, "t-1");
    expect(judge(sorted)).toEqual({ step: "duplicate", reason: "the same task and output as t-1", withdraws: null });
    expect(judge({ ...sorted, input: "kiwi, date" })).toBeNull();
    expect(judge({ ...sorted, output: "plum, fig, fig" })).toMatchObject({ step: "contradictory", withdraws: "t-1" });
    // Nothing of it comes back, whatever it answers.
    expect(judge(sorted)).toMatchObject({ step: "contradictory", withdraws: null });
  });
});
