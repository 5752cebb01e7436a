/** Which rows hold a value. */
export class Validity {
  length = 0;
  nullCount = 0;
  #bits = new Uint8Array(256);

  append(isValid: boolean): void {
    this.#reserve(1);
    if (isValid) this.#set(this.length);
    else this.nullCount++;
    this.length++;
  }

  appendValid(count: number): void {
    this.#reserve(count);
    for (let row = this.length; row < this.length + count; row++) this.#set(row);
    this.length += count;
  }

  /** The bitmap, or nothing when every row is valid; starts anew. */
  take(): { readonly length: number; readonly nullCount: number; readonly nullBitmap: Uint8Array | null } {
    const { length, nullCount } = this;
    const nullBitmap = nullCount === 0 ? null : this.#bits.slice(0, Math.ceil(length / 8));
    this.#bits.fill(0, 0, Math.ceil(length / 8));
    this.length = 0;
    this.nullCount = 0;
    return { length, nullCount, nullBitmap };
  }

  #set(row: number): void {
    const byte = row >> 3;
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (row & 7));
  }

  #reserve(count: number): void {
    const needed = (this.length + count + 7) >> 3;
    if (needed <= this.#bits.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bits.length * 2));
    grown.set(this.#bits);
    this.#bits = grown;
  }
}
