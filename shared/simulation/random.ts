/** A stream of numbers fixed by its seed. */
export type Random = {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** A whole number, both ends included. */
  readonly integer: (min: number, max: number) => number;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
};

/** 32 well-mixed bits of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** Uniform in [0, 1), fixed by the parts. */
export function uniform(...parts: readonly (string | number)[]): number {
  return hashText(parts.join("\u0001")) / 2 ** 32;
}

/** Standard normal, fixed by the parts (Box–Muller). */
export function normal(...parts: readonly (string | number)[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform("radius", ...parts)));
  return radius * Math.cos(2 * Math.PI * uniform("angle", ...parts));
}

export function createRandom(seed: string): Random {
  let state = hashText(seed);
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state) / 2 ** 32;
  };
  return {
    next,
    integer: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return (hash ^ (hash >>> 15)) >>> 0;
}
