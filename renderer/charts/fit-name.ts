import { textWidth } from "./scale.ts";

/** A name, or its beginning and its end with an ellipsis between: models of one provider differ at their ends. */
export function fitName(name: string, width: number, size = 12): string {
  if (textWidth(name, size) <= width) return name;
  for (let kept = name.length - 1; kept > 1; kept -= 1) {
    const head = Math.ceil(kept / 2);
    const shortened = `${name.slice(0, head).trimEnd()}…${name.slice(name.length - (kept - head)).trimStart()}`;
    if (textWidth(shortened, size) <= width) return shortened;
  }
  return "…";
}

/** A name on one line, or on two where it can be broken, each of them no wider than `width`. */
export function nameLines(name: string, width: number, size = 12): readonly string[] {
  if (textWidth(name, size) <= width) return [name];
  const breaks = [...name.matchAll(/[\s/:,·_-]+/g)].map(({ index, 0: mark }) => index + mark.length).filter((at) => at < name.length);
  const halves = breaks.map((at) => [name.slice(0, at).trimEnd(), name.slice(at)] as const);
  const widest = (lines: readonly string[]) => Math.max(...lines.map((line) => textWidth(line, size)));
  const [best] = [...halves].sort((left, right) => widest(left) - widest(right));
  if (best === undefined) return [fitName(name, width, size)];
  return best.map((line) => fitName(line, width, size));
}
