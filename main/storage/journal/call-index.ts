import { createHash } from "node:crypto";

/** Where a record stands. */
export type RecordPlace = {
  readonly segment: number;
  readonly offset: number;
  readonly length: number;
  readonly at: number;
  readonly answered: boolean;
  readonly origin: string;
};

/** 128 bits of a call key as four words: enough that no two keys of a journal ever meet. */
export type Digest = readonly [number, number, number, number];

const hexKey = /^[0-9a-f]{64}$/;

export function digestOf(key: string): Digest {
  const hex = hexKey.test(key) ? key : createHash("sha256").update(key).digest("hex");
  const word = (at: number) => Number.parseInt(hex.slice(at, at + 8), 16);
  return [word(0), word(8), word(16), word(24)];
}

export function digestName(digest: Digest): string {
  return digest.map((word) => word.toString(16).padStart(8, "0")).join("");
}

/** The index as plain arrays, as the cache file keeps it. */
export type IndexContent = {
  readonly count: number;
  /** Four words a record: the digest. */
  readonly digests: Uint32Array<ArrayBuffer>;
  /** Two a record: offset, time. */
  readonly places: Float64Array<ArrayBuffer>;
  /** Three a record: length, segment, origin × 2 + answered. */
  readonly details: Uint32Array<ArrayBuffer>;
  readonly origins: readonly string[];
};

/**
 * Call key → the newest record under it, an answer before any failure. Open addressing over typed arrays:
 * about 60 bytes a key, so that 200,000 stored calls cost 12 MB and load without being parsed.
 */
export class CallIndex {
  #count = 0;
  #digests = new Uint32Array(4 * 64);
  #places = new Float64Array(2 * 64);
  #details = new Uint32Array(3 * 64);
  /** Entry number + 1 by slot; 0 is free. */
  #slots = new Uint32Array(128);
  readonly #origins: string[] = [];
  readonly #originNumbers = new Map<string, number>();

  get size(): number {
    return this.#count;
  }

  find(digest: Digest): RecordPlace | null {
    const entry = (this.#slots[this.#slotOf(digest)] ?? 0) - 1;
    return entry < 0 || this.#isForgotten(entry) ? null : this.#placeOf(entry);
  }

  /** As if the key had never been seen. */
  forget(digest: Digest): void {
    const entry = (this.#slots[this.#slotOf(digest)] ?? 0) - 1;
    if (entry >= 0) this.#details[3 * entry] = 0;
  }

  put(digest: Digest, place: RecordPlace): void {
    const slot = this.#slotOf(digest);
    const entry = (this.#slots[slot] ?? 0) - 1;
    if (entry < 0) {
      this.#add(digest, slot, place);
      return;
    }
    const known = this.#placeOf(entry);
    const wins = place.answered === known.answered ? place.at >= known.at : place.answered;
    if (wins || this.#isForgotten(entry)) this.#set(entry, place);
  }

  content(): IndexContent {
    return {
      count: this.#count,
      digests: this.#digests.subarray(0, 4 * this.#count),
      places: this.#places.subarray(0, 2 * this.#count),
      details: this.#details.subarray(0, 3 * this.#count),
      origins: this.#origins,
    };
  }

  static from(content: IndexContent): CallIndex {
    const index = new CallIndex();
    index.#count = content.count;
    index.#digests = content.digests;
    index.#places = content.places;
    index.#details = content.details;
    for (const origin of content.origins) index.#originNumber(origin);
    index.#rebuildSlots();
    return index;
  }

  #add(digest: Digest, slot: number, place: RecordPlace): void {
    const entry = this.#count;
    if (4 * entry === this.#digests.length) this.#grow();
    this.#count += 1;
    this.#digests.set(digest, 4 * entry);
    this.#set(entry, place);
    this.#slots[slot] = entry + 1;
    if (this.#count * 2 > this.#slots.length) this.#rebuildSlots();
  }

  #set(entry: number, place: RecordPlace): void {
    this.#places[2 * entry] = place.offset;
    this.#places[2 * entry + 1] = place.at;
    this.#details[3 * entry] = place.length;
    this.#details[3 * entry + 1] = place.segment;
    this.#details[3 * entry + 2] = this.#originNumber(place.origin) * 2 + (place.answered ? 1 : 0);
  }

  /** No record is 0 bytes long. */
  #isForgotten(entry: number): boolean {
    return this.#details[3 * entry] === 0;
  }

  #placeOf(entry: number): RecordPlace {
    const flags = this.#details[3 * entry + 2] ?? 0;
    return {
      offset: this.#places[2 * entry] ?? 0,
      at: this.#places[2 * entry + 1] ?? 0,
      length: this.#details[3 * entry] ?? 0,
      segment: this.#details[3 * entry + 1] ?? 0,
      answered: (flags & 1) === 1,
      origin: this.#origins[flags >>> 1] ?? "",
    };
  }

  /** The digest's slot, or the free one where it belongs. */
  #slotOf(digest: Digest): number {
    const mask = this.#slots.length - 1;
    let slot = digest[0] & mask;
    for (;;) {
      const entry = (this.#slots[slot] ?? 0) - 1;
      if (entry < 0) return slot;
      const at = 4 * entry;
      const words = this.#digests;
      const same = words[at] === digest[0] && words[at + 1] === digest[1] && words[at + 2] === digest[2] && words[at + 3] === digest[3];
      if (same) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const entries = Math.max(64, Math.ceil(this.#count * 1.5));
    this.#digests = copyInto(new Uint32Array(4 * entries), this.#digests);
    this.#places = copyInto(new Float64Array(2 * entries), this.#places);
    this.#details = copyInto(new Uint32Array(3 * entries), this.#details);
  }

  #rebuildSlots(): void {
    let slots = 128;
    while (slots < this.#count * 3) slots *= 2;
    this.#slots = new Uint32Array(slots);
    const mask = slots - 1;
    for (let entry = 0; entry < this.#count; entry += 1) {
      let slot = (this.#digests[4 * entry] ?? 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = entry + 1;
    }
  }

  #originNumber(origin: string): number {
    const known = this.#originNumbers.get(origin);
    if (known !== undefined) return known;
    const number = this.#origins.length;
    this.#origins.push(origin);
    this.#originNumbers.set(origin, number);
    return number;
  }
}

function copyInto<T extends Uint32Array | Float64Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
