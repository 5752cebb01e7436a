/** The structure of a regular expression. Atoms match one character each; their text is JavaScript's own. */
export type PatternNode =
  | { readonly type: "atom"; readonly source: string }
  | { readonly type: "assert"; readonly kind: "start" | "end" | "word" | "not-word" }
  | { readonly type: "sequence"; readonly nodes: readonly PatternNode[] }
  | { readonly type: "choice"; readonly options: readonly PatternNode[] }
  | { readonly type: "repeat"; readonly node: PatternNode; readonly min: number; readonly max: number | null };

/** A pattern that can't be read, in words that follow "the pattern". */
export class PatternError extends Error {}

/** JavaScript's syntax without what needs backtracking: look-around and back-references. Throws PatternError. */
export function parsePattern(pattern: string): PatternNode {
  const characters = [...pattern];
  let at = 0;

  const choice = (depth: number): PatternNode => {
    if (depth > 50) throw new PatternError("nests too deep");
    const options = [sequence(depth)];
    while (characters[at] === "|") {
      at += 1;
      options.push(sequence(depth));
    }
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { type: "choice", options };
  };

  const sequence = (depth: number): PatternNode => {
    const nodes: PatternNode[] = [];
    while (at < characters.length && characters[at] !== "|" && characters[at] !== ")") nodes.push(repeated(depth));
    return { type: "sequence", nodes };
  };

  const repeated = (depth: number): PatternNode => {
    const node = single(depth);
    const times = quantifier();
    if (times === null) return node;
    if (node.type === "assert") throw new PatternError("repeats a position, which matches nothing more");
    // Lazy or greedy is the same to whoever only asks whether there is a match.
    if (characters[at] === "?") at += 1;
    if (quantifier() !== null) throw new PatternError("has two quantifiers in a row");
    return { type: "repeat", node, ...times };
  };

  const quantifier = (): { readonly min: number; readonly max: number | null } | null => {
    const sign = characters[at];
    const simple = sign === "*" ? { min: 0, max: null } : sign === "+" ? { min: 1, max: null } : sign === "?" ? { min: 0, max: 1 } : null;
    if (simple !== null) {
      at += 1;
      return simple;
    }
    const braces = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(characters.slice(at, at + 12).join(""));
    if (braces === null) return null;
    at += braces[0].length;
    const min = Number(braces[1]);
    const max = braces[2] === undefined ? min : braces[3] === undefined ? null : Number(braces[3]);
    if (max !== null && max < min) throw new PatternError("has a quantifier whose numbers are the wrong way round");
    return { min, max };
  };

  const single = (depth: number): PatternNode => {
    const character = characters[at] ?? "";
    at += 1;
    switch (character) {
      case "(":
        return group(depth);
      case "[":
        return { type: "atom", source: characterClass() };
      case "^":
        return { type: "assert", kind: "start" };
      case "$":
        return { type: "assert", kind: "end" };
      case "\\":
        return escape();
      case "*":
      case "+":
      case "?":
        throw new PatternError(`has a \`${character}\` with nothing before it to repeat`);
      case ".":
        return { type: "atom", source: "." };
      default:
        return { type: "atom", source: /[{}\]/]/.test(character) ? `\\${character}` : character };
    }
  };

  const group = (depth: number): PatternNode => {
    if (characters[at] === "?") {
      const opening = /^\?(?::|<[A-Za-z_]\w*>)/.exec(characters.slice(at, at + 60).join(""));
      if (opening === null)
        throw new PatternError("looks ahead or behind, which could take forever on some answers; use `not: true` for what must be absent");
      at += opening[0].length;
    }
    const inside = choice(depth + 1);
    if (characters[at] !== ")") throw new PatternError("opens a group that it does not close");
    at += 1;
    return inside;
  };

  const characterClass = (): string => {
    const from = at - 1;
    if (characters[at] === "^") at += 1;
    while (at < characters.length && characters[at] !== "]") at += characters[at] === "\\" ? 2 : 1;
    if (at >= characters.length) throw new PatternError("opens a `[` that it does not close");
    at += 1;
    return characters.slice(from, at).join("");
  };

  const escape = (): PatternNode => {
    const character = characters[at];
    if (character === undefined) throw new PatternError("ends in a lone backslash");
    at += 1;
    if (character === "b") return { type: "assert", kind: "word" };
    if (character === "B") return { type: "assert", kind: "not-word" };
    if (/[1-9k]/.test(character)) throw new PatternError("refers back to a group, which could take forever on some answers");
    const longer = /^(?:[pP]\{[\w=]{1,40}\}|u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z])/.exec(
      characters.slice(at - 1, at + 45).join(""),
    );
    at += (longer?.[0].length ?? 1) - 1;
    return { type: "atom", source: `\\${longer?.[0] ?? character}` };
  };

  const root = choice(0);
  if (at < characters.length) throw new PatternError("closes a group that it does not open");
  return root;
}
