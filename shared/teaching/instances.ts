/** A task as one reply brings it: what to do, what to do it to ("" for nothing), and the answer. */
export type Instance = {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
  /** The reply was cut off inside this task. */
  readonly isTruncated: boolean;
};

const label = (name: string): RegExp => new RegExp(`^\\s*(?:\\*\\*)?${name}(?:\\*\\*)?\\s*:(?:\\*\\*)?\\s*`, "i");
const [inputLabel, outputLabel] = [label("input"), label("output")];
const instructionLabel = /^\s*(?:(\d{1,5})[.):]\s*)?(?:\*\*)?instruction(?:\*\*)?\s*:(?:\*\*)?\s*/i;
const header = /^\s*(?:#{1,6}\s+)?(?:\*\*)?(?:task\s+)?(\d{1,5})[.):]?(?:\*\*)?[.):]?\s*$/i;
const noInput = /^[<([]\s*no\s?input\s*[>)\]]\.?$/i;

/**
 * The tasks of a reply that writes each as `Instruction:`, `Input:` and `Output:`, under a heading `Task 9` or numbered. A label
 * counts where it is due: what an output says of "Input:" is its own, and so is a number that does not rise.
 */
export function readInstances(reply: string, isCutOff: boolean): readonly Instance[] {
  const lines = reply.split(/\r?\n/);
  const starts = startsOf(lines);
  return starts.map(({ at, text }, index) => {
    const next = starts[index + 1];
    const own = [text, ...lines.slice(at + 1, next?.from ?? lines.length)];
    const outputAt = own.findIndex((line) => outputLabel.test(line));
    const beforeOutput = outputAt === -1 ? own : own.slice(0, outputAt);
    const inputAt = beforeOutput.findIndex((line) => inputLabel.test(line));
    const instruction = inputAt === -1 ? beforeOutput : beforeOutput.slice(0, inputAt);
    const input = inputAt === -1 ? "" : textOf(beforeOutput.slice(inputAt), inputLabel);
    return {
      instruction: textOf(instruction),
      input: noInput.test(input) ? "" : input,
      output: outputAt === -1 ? "" : textOf(own.slice(outputAt), outputLabel),
      isTruncated: isCutOff && next === undefined,
    };
  });
}

/** What a model is asked: the instruction, and its input below. */
export function questionOf({ instruction, input }: Pick<Instance, "instruction" | "input">): string {
  return input === "" ? instruction : `${instruction}\n\n${input}`;
}

type Start = {
  /** The line that begins the task: its heading, where it has one. */
  readonly from: number;
  /** The line with the instruction's label, and what follows it there. */
  readonly at: number;
  readonly text: string;
};

function startsOf(lines: readonly string[]): readonly Start[] {
  const found = lines.flatMap((line, at) => {
    const labelled = instructionLabel.exec(line);
    if (labelled === null) return [];
    let above = at - 1;
    while (above >= 0 && lines[above]?.trim() === "") above -= 1;
    const heading = header.exec(lines[above] ?? "");
    const own = labelled[1] ?? heading?.[1];
    const from = labelled[1] === undefined && heading !== null ? above : at;
    return [{ from, at, text: line.slice(labelled[0].length), number: own === undefined ? null : Number(own) }];
  });
  const isNumbered = found.some(({ number }) => number !== null);
  let last = -1;
  return found.filter(({ number }, index) => {
    if (number === null) return index === 0 || !isNumbered;
    if (number <= last) return false;
    last = number;
    return true;
  });
}

function textOf(lines: readonly string[], labelled?: RegExp): string {
  const [first = "", ...rest] = lines;
  return [labelled === undefined ? first : first.replace(labelled, ""), ...rest].join("\n").trim();
}
