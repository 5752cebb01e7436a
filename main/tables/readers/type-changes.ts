import type { Reading } from "./reading.ts";
import { mixedPlaces, type Shape } from "./shape.ts";

/** Where rows stand that show something new. `row` counts all rows, from 1. */
type Origin = { readonly file: string; readonly line: number | null; readonly row: number };

/** Tells the line at which a place stops having one type: what stood there before is text from then on, and nothing is lost. */
export class TypeChanges {
  readonly #reading: Pick<Reading, "book" | "notes">;
  readonly #told = new Set<string>();

  constructor(reading: Pick<Reading, "book" | "notes">) {
    this.#reading = reading;
  }

  /** `shape` has just learned something from a row. */
  see(shape: Shape, origin: Origin): void {
    for (const place of mixedPlaces(shape)) if (!this.#told.has(place)) this.tell(place, origin);
  }

  tell(place: string, { file, line, row }: Origin): void {
    this.#told.add(place);
    const where = line === null ? `row ${row.toLocaleString("en")}` : `line ${line.toLocaleString("en")}`;
    const sentence = `${file} ${where}: ${place} has another type here than in the rows before; the column was read as text.`;
    this.#reading.notes.add(sentence);
    this.#reading.book.add({ file, line, column: null, row: line === null ? row : null, reason: "type change", sentence, kept: true });
  }
}
