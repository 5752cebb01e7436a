import { type Difficulty, numberTask, showNumber, type TaskFamily } from "./task.ts";

const number = "-?\\d{1,9}(?:\\.\\d{1,6})?";
const operator = "[-+−*×x÷/]";
const asking = "(?:what(?:'s| is)|calculate|compute|work out|evaluate|how much is)\\s+";
const expression = new RegExp(
  `(?:${asking}|^\\s*)(${number})\\s*(${operator})\\s*(${number})(?:\\s*(${operator})\\s*(${number}))?\\s*(?:[=?.]|$)`,
  "im",
);
const percentage = new RegExp(`${asking}(${number})\\s*(?:%|percent)\\s+of\\s+(${number})`, "i");

/** Sums, products and percentages of two or three numbers. */
export const arithmetic: TaskFamily = {
  kind: "arithmetic",
  solve: (text) => {
    const share = percentage.exec(text);
    if (share !== null) {
      const [percent, whole] = [Number(share[1]), Number(share[2])];
      const statement = `${share[1]}% of ${share[2]} is {answer}`;
      return numberTask("arithmetic", "medium", (percent * whole) / 100, statement, [(percent * whole) / 10, whole - percent]);
    }
    const found = expression.exec(text);
    if (found === null) return null;
    const [, left = "", first = "", middle = "", second, right] = found;
    const [a, b, c] = [Number(left), Number(middle), Number(right)];
    const sign = symbolOf(first);
    if (second === undefined) {
      const value = apply(a, sign, b);
      if (!Number.isFinite(value)) return null;
      const near = sign === "+" ? [value - 10, value + 10] : sign === "×" ? [value + a, value - 10] : [value + 2];
      return numberTask("arithmetic", difficultyOf(a, sign, b), value, `${left} ${sign} ${middle} = {answer}`, near);
    }
    const next = symbolOf(second);
    const leftFirst = apply(apply(a, sign, b), next, c);
    const value = isProduct(next) && !isProduct(sign) ? apply(a, sign, apply(b, next, c)) : leftFirst;
    if (!Number.isFinite(value)) return null;
    return numberTask("arithmetic", "hard", value, `${left} ${sign} ${middle} ${next} ${right} = {answer}`, [leftFirst, value + c]);
  },
  write: (random) => {
    const ask = random.pick(["What is", "Calculate", "Work out"]);
    const end = ask === "What is" ? "?" : ".";
    switch (random.integer(0, 4)) {
      case 0:
        return `${ask} ${random.integer(2, 99)} + ${random.integer(2, 99)}${end}`;
      case 1:
        return `${ask} ${random.integer(100, 999)} - ${random.integer(11, 99)}${end}`;
      case 2:
        return `${ask} ${random.integer(3, 19)} × ${random.integer(3, 19)}${end}`;
      case 3:
        return `${ask} ${random.integer(2, 9)} + ${random.integer(3, 12)} × ${random.integer(2, 9)}${end}`;
      default:
        return `${ask} ${random.integer(1, 19) * 5}% of ${random.integer(1, 40) * 20}${end}`;
    }
  },
};

function symbolOf(text: string): "+" | "-" | "×" | "÷" {
  if (text === "+") return "+";
  if (text === "-" || text === "−") return "-";
  return text === "÷" || text === "/" ? "÷" : "×";
}

function isProduct(symbol: string): boolean {
  return symbol === "×" || symbol === "÷";
}

function apply(a: number, symbol: string, b: number): number {
  if (symbol === "+") return a + b;
  if (symbol === "-") return a - b;
  return Number(showNumber(symbol === "×" ? a * b : a / b));
}

function difficultyOf(a: number, symbol: string, b: number): Difficulty {
  const largest = Math.max(Math.abs(a), Math.abs(b));
  if (isProduct(symbol)) return largest > 99 ? "hard" : largest > 12 ? "medium" : "easy";
  return largest > 999 ? "medium" : "easy";
}
