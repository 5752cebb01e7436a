/**
 * Which of many rows a sample of `size` keeps: those with the smallest of one number a row, hashed from seed and place.
 * One pass, whatever the number of rows; rows added at the end move few others. (Bottom-k sampling: Cohen and Kaplan 2007.)
 */
export class Draw<Kept> {
  readonly #size: number;
  readonly #seed: number;
  /** A heap with the largest rank on top. */
  readonly #heap: { readonly rank: number; readonly index: number; readonly kept: Kept }[] = [];
  #seen = 0;

  constructor(size: number, seed: number) {
    this.#size = size;
    this.#seed = seed;
  }

  /** The next row; what falls out again for it is returned, so that whoever counts its weight can. */
  add(kept: Kept): Kept | null {
    const index = this.#seen;
    this.#seen += 1;
    const entry = { rank: rankOf(index, this.#seed), index, kept };
    if (this.#heap.length < this.#size) {
      this.#heap.push(entry);
      this.#rise(this.#heap.length - 1);
      return null;
    }
    const top = this.#heap[0];
    if (top === undefined || isBelow(top, entry)) return kept;
    this.#heap[0] = entry;
    this.#sink();
    return top.kept;
  }

  /** What is drawn, in the order of the rows. */
  drawn(): readonly { readonly index: number; readonly kept: Kept }[] {
    return this.#heap.toSorted((a, b) => a.index - b.index);
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfBelow(parent, at)) return;
      at = parent;
    }
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const larger = this.#isBelowAt(left, right) ? right : left;
      if (!this.#swapIfBelow(at, larger)) return;
      at = larger;
    }
  }

  #isBelowAt(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    return a !== undefined && b !== undefined && isBelow(a, b);
  }

  #swapIfBelow(upper: number, lower: number): boolean {
    const [a, b] = [this.#heap[upper], this.#heap[lower]];
    if (a === undefined || b === undefined || !isBelow(a, b)) return false;
    this.#heap[upper] = b;
    this.#heap[lower] = a;
    return true;
  }
}

/** Which of so many rows a sample keeps, in order. */
export function drawRows(rows: number, size: number, seed: number): readonly number[] {
  const draw = new Draw<number>(size, seed);
  for (let row = 0; row < rows; row += 1) draw.add(row);
  return draw.drawn().map(({ index }) => index);
}

type Ranked = { readonly rank: number; readonly index: number };

function isBelow(one: Ranked, other: Ranked): boolean {
  return one.rank < other.rank || (one.rank === other.rank && one.index < other.index);
}

/** 32 well-mixed bits of place and seed (the finaliser of MurmurHash3, twice). */
function rankOf(index: number, seed: number): number {
  return mix(mix(index ^ Math.imul(seed, 0x9e3779b1)) + Math.floor(index / 2 ** 32) + seed);
}

function mix(bits: number): number {
  let hash = bits | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
