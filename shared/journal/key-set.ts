const digits = 64;
const words = 8;

/** Call keys, each numbered in the order in which it came. */
export type KeySet = {
  readonly size: () => number;
  /** Whether it is new. Throws RangeError for what is no call key. */
  readonly add: (key: string) => boolean;
  /** Its number; -1 where it is not in the set. */
  readonly numberOf: (key: string) => number;
  /** Throws RangeError for a number that no key has. */
  readonly keyAt: (number: number) => string;
};

/** About 50 bytes a key, in arrays: a million of them as strings in a `Set` take three times as much, and the collector's time. */
export function createKeySet(keys: Iterable<string> = []): KeySet {
  let size = 0;
  let stored = new Uint32Array(words * 64);
  /** Number + 1 by slot; 0 is free. */
  let slots = new Uint32Array(128);
  const read = new Uint32Array(words);

  const isAt = (number: number): boolean => {
    for (let word = 0; word < words; word += 1) if (stored[words * number + word] !== read[word]) return false;
    return true;
  };
  /** The slot of the key that was read last, or the free one where it belongs. */
  const slotOf = (): number => {
    const mask = slots.length - 1;
    let slot = (read[0] ?? 0) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) if (isAt((slots[slot] ?? 0) - 1)) break;
    return slot;
  };
  const grow = (): void => {
    const larger = new Uint32Array(stored.length * 2);
    larger.set(stored);
    stored = larger;
    slots = new Uint32Array(slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < size; number += 1) {
      let slot = (stored[words * number] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
  };

  const set: KeySet = {
    size: () => size,
    add: (key) => {
      if (!readKey(key, read)) throw new RangeError(`no call key: ${JSON.stringify(key.slice(0, 80))}`);
      let slot = slotOf();
      if (slots[slot] !== 0) return false;
      if (size * words === stored.length) {
        grow();
        slot = slotOf();
      }
      stored.set(read, words * size);
      size += 1;
      slots[slot] = size;
      return true;
    },
    numberOf: (key) => (readKey(key, read) ? (slots[slotOf()] ?? 0) - 1 : -1),
    keyAt: (number) => {
      if (!(number >= 0 && number < size)) throw new RangeError(`key ${number} of ${size}`);
      let key = "";
      for (let word = 0; word < words; word += 1) key += (stored[words * number + word] ?? 0).toString(16).padStart(8, "0");
      return key;
    },
  };
  for (const key of keys) set.add(key);
  return set;
}

/** Writes a key's words; false where it is not 64 lower-case hex digits. */
function readKey(key: string, into: Uint32Array): boolean {
  if (key.length !== digits) return false;
  for (let word = 0; word < words; word += 1) {
    let value = 0;
    for (let at = word * 8; at < word * 8 + 8; at += 1) {
      const code = key.charCodeAt(at);
      const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
      if (digit < 0) return false;
      value = value * 16 + digit;
    }
    into[word] = value;
  }
  return true;
}
