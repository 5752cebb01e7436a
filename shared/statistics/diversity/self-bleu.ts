import { createNumbering } from "./n-grams.ts";

const orders = [1, 2, 3, 4] as const;

/** Of an n-gram: the most any one text holds, which text that is, and the most any other holds. */
type Most = { count: number; holder: number; second: number };

/**
 * Mean BLEU-4 of each text against all others (Zhu et al. 2018): high when texts are alike. Counts clipped by the other
 * text that holds most of an n-gram, brevity by the closest other length, and one added above and below for n > 1
 * (Lin & Och 2004). Texts of fewer than one word are left out. Time grows with the number of words, not of pairs.
 */
export function selfBleu(texts: readonly Int32Array[]): number | string {
  const told = texts.filter((words) => words.length > 0);
  if (told.length < 2) return "it takes two texts";
  const lengths = Int32Array.from(told, (words) => words.length).sort();
  const logs = new Float64Array(told.length);
  for (const n of orders) {
    const counted = countsByText(told, n);
    const most = mostOf(counted);
    counted.forEach((counts, index) => {
      let [matched, total] = [0, 0];
      for (const [id, count] of counts) {
        const { holder, count: highest, second } = most[id] as Most;
        matched += Math.min(count, holder === index ? second : highest);
        total += count;
      }
      const precision = n === 1 ? matched / total : (matched + 1) / (total + 1);
      logs[index] = (logs[index] as number) + (precision === 0 ? Number.NEGATIVE_INFINITY : Math.log(precision) / orders.length);
    });
  }
  let sum = 0;
  told.forEach((words, index) => {
    const closest = closestOther(lengths, words.length);
    const brevity = words.length >= closest ? 0 : 1 - closest / words.length;
    sum += Math.exp((logs[index] as number) + brevity);
  });
  return sum / told.length;
}

function countsByText(texts: readonly Int32Array[], n: number): readonly ReadonlyMap<number, number>[] {
  const number = createNumbering(n);
  return texts.map((words) => {
    const counts = new Map<number, number>();
    for (let at = 0; at + n <= words.length; at++) {
      const id = number(words, at);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  });
}

function mostOf(counted: readonly ReadonlyMap<number, number>[]): readonly Most[] {
  const most: Most[] = [];
  counted.forEach((counts, holder) => {
    for (const [id, count] of counts) {
      const known = most[id];
      if (known === undefined) most[id] = { count, holder, second: 0 };
      else if (count > known.count) most[id] = { count, holder, second: known.count };
      else if (count > known.second) known.second = count;
    }
  });
  return most;
}

/** The length among the others that is closest, the shorter of two as close; `sorted` holds the text's own length once too. */
function closestOther(sorted: Int32Array, length: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < length) low = middle + 1;
    else high = middle;
  }
  if (sorted[low + 1] === length) return length;
  const [below, above] = [sorted[low - 1], sorted[low + 1]];
  if (below === undefined) return above ?? length;
  if (above === undefined) return below;
  return above - length < length - below ? above : below;
}
