/**
 * Pairs of members that agree in a band of their signatures, told one by one with the lower member first; a pair that
 * agrees in several bands is told in each. `agree` may say that a pair needs no telling.
 */
export function forCandidates(
  keys: (band: number, member: number) => number,
  size: { readonly members: number; readonly bands: number },
  tell: (one: number, other: number) => void,
): void {
  const { members, bands } = size;
  const slots = 1 << Math.max(4, Math.ceil(Math.log2(members * 2 + 1)));
  const head = new Int32Array(slots);
  const next = new Int32Array(members);
  const keyOf = new Int32Array(members);
  for (let band = 0; band < bands; band += 1) {
    head.fill(-1);
    for (let member = 0; member < members; member += 1) {
      const key = keys(band, member) | 0;
      keyOf[member] = key;
      const slot = spread(key) & (slots - 1);
      for (let other = head[slot] as number; other !== -1; other = next[other] as number) if (keyOf[other] === key) tell(other, member);
      next[member] = head[slot] as number;
      head[slot] = member;
    }
  }
}

/** One 32-bit number of a band's values. */
export function bandKey(signatures: Int32Array, from: number, rows: number): number {
  let hash = 0x2545f491;
  for (let at = from; at < from + rows; at += 1) {
    hash = Math.imul(hash ^ (signatures[at] as number), 0x9e3779b1 | 0);
    hash ^= hash >>> 15;
  }
  return hash | 0;
}

function spread(key: number): number {
  const hash = Math.imul(key ^ (key >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
