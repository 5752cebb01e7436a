import { PatternError, type PatternNode, parsePattern } from "./pattern-syntax.ts";

type Instruction =
  | { readonly op: "character"; readonly test: (character: string) => boolean }
  | { readonly op: "assert"; readonly kind: "start" | "end" | "word" | "not-word" }
  | { op: "split"; first: number; second: number }
  | { op: "jump"; to: number }
  | { readonly op: "match" };

/** Whether a text holds a match. */
export type Pattern = { readonly isIn: (text: string) => boolean };

const mostInstructions = 600;

/**
 * A regular expression that always takes time in proportion to the text: the states it could be in are followed side by
 * side (Thompson 1968), never by trying one way after the other. Notebooks come from strangers, and JavaScript's own
 * expressions can take years on a short text. Flags: i, m, s. Throws PatternError.
 */
export function compilePattern(source: string, flags: string): Pattern {
  const program: Instruction[] = [];
  const emit = <Each extends Instruction>(instruction: Each): Each => {
    if (program.length >= mostInstructions) throw new PatternError("is too large once its counted repeats are written out");
    program.push(instruction);
    return instruction;
  };
  const atoms = new Map<string, (character: string) => boolean>();

  const compile = (node: PatternNode): void => {
    switch (node.type) {
      case "atom": {
        const test = atoms.get(node.source) ?? tester(node.source, flags);
        atoms.set(node.source, test);
        emit({ op: "character", test });
        return;
      }
      case "assert":
        emit({ op: "assert", kind: node.kind });
        return;
      case "sequence":
        for (const each of node.nodes) compile(each);
        return;
      case "choice": {
        const ends: { op: "jump"; to: number }[] = [];
        for (const [index, option] of node.options.entries()) {
          const isLast = index === node.options.length - 1;
          const split = isLast ? null : emit({ op: "split", first: program.length + 1, second: 0 });
          compile(option);
          if (split === null) continue;
          ends.push(emit({ op: "jump", to: 0 }));
          split.second = program.length;
        }
        for (const end of ends) end.to = program.length;
        return;
      }
      case "repeat":
        repeat(node.node, node.min, node.max);
    }
  };

  const repeat = (node: PatternNode, min: number, max: number | null): void => {
    const loopsBack = max === null && min > 0;
    for (let time = loopsBack ? 1 : 0; time < min; time += 1) compile(node);
    if (loopsBack) {
      const start = program.length;
      compile(node);
      emit({ op: "split", first: start, second: program.length + 1 });
      return;
    }
    if (max === null) {
      const start = program.length;
      const split = emit({ op: "split", first: start + 1, second: 0 });
      compile(node);
      emit({ op: "jump", to: start });
      split.second = program.length;
      return;
    }
    const splits: { op: "split"; first: number; second: number }[] = [];
    for (let time = min; time < max; time += 1) {
      splits.push(emit({ op: "split", first: program.length + 1, second: 0 }));
      compile(node);
    }
    for (const split of splits) split.second = program.length;
  };

  compile(parsePattern(source));
  emit({ op: "match" });
  return { isIn: (text) => run(program, [...text], flags.includes("m")) };
}

/** Why a pattern can't be used, as a sentence's end; null when it can. */
export function patternProblem(source: string, flags: string): string | null {
  try {
    compilePattern(source, flags);
    return null;
  } catch (error) {
    if (error instanceof PatternError) return `the pattern ${error.message}`;
    throw error;
  }
}

function run(program: readonly Instruction[], characters: readonly string[], isMultiline: boolean): boolean {
  const seenAt = new Int32Array(program.length).fill(-1);
  let waiting: number[] = [];
  let position = 0;

  /** Follows everything that takes no character; true once the end is reached. */
  const reach = (from: number, into: number[]): boolean => {
    const open = [from];
    for (let pc = open.pop(); pc !== undefined; pc = open.pop()) {
      if (seenAt[pc] === position) continue;
      seenAt[pc] = position;
      const instruction = program[pc];
      if (instruction === undefined || instruction.op === "match") return true;
      if (instruction.op === "character") into.push(pc);
      else if (instruction.op === "jump") open.push(instruction.to);
      else if (instruction.op === "split") open.push(instruction.second, instruction.first);
      else if (holds(instruction.kind, characters, position, isMultiline)) open.push(pc + 1);
    }
    return false;
  };

  for (; position <= characters.length; position += 1) {
    // `waiting` holds what takes the character before this position.
    const before = waiting;
    waiting = [];
    const character = characters[position - 1] ?? "";
    for (const pc of before) {
      const instruction = program[pc];
      if (instruction?.op === "character" && instruction.test(character) && reach(pc + 1, waiting)) return true;
    }
    if (reach(0, waiting)) return true;
  }
  return false;
}

function holds(
  kind: "start" | "end" | "word" | "not-word",
  characters: readonly string[],
  position: number,
  isMultiline: boolean,
): boolean {
  const [before, after] = [characters[position - 1], characters[position]];
  if (kind === "start") return before === undefined || (isMultiline && isLineEnd(before));
  if (kind === "end") return after === undefined || (isMultiline && isLineEnd(after));
  return (isWord(before) !== isWord(after)) === (kind === "word");
}

const isLineEnd = (character: string): boolean => /[\n\r\u2028\u2029]/.test(character);
const isWord = (character: string | undefined): boolean => character !== undefined && /\w/.test(character);

/** One atom against one character, remembered. JavaScript reads the atom, so that classes and escapes are its own. */
function tester(source: string, flags: string): (character: string) => boolean {
  const atom = readAtom(source, flags.replace("m", ""));
  const known = new Map<string, boolean>();
  return (character) => {
    const found = known.get(character);
    if (found !== undefined) return found;
    const matches = atom.test(character);
    known.set(character, matches);
    return matches;
  };
}

function readAtom(source: string, flags: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`, `${flags}u`);
  } catch {
    // Escapes such as \- are only read without the u flag.
  }
  try {
    return new RegExp(`^(?:${source})$`, flags);
  } catch {
    throw new PatternError(`has a part that cannot be read: ${source}`);
  }
}
