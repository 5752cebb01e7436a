import fc from "fast-check";
import { expect, it } from "vitest";
import { linesOfStream } from "./line-stream.ts";

it("gives a file's lines whole, wherever its bytes are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", "")),
        { maxLength: 30 },
      ),
      fc.integer({ min: 1, max: 7 }),
      async (lines, size) => {
        const bytes = new TextEncoder().encode(lines.join("\n"));
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.slice(at * size, (at + 1) * size));
        const read: string[] = [];
        for await (const some of linesOfStream(streamOf(pieces))) read.push(...some);
        // The decoder gives what is no character as U+FFFD, and takes a mark at the beginning for no text.
        expect(read.join("\n")).toBe(new TextDecoder().decode(bytes));
      },
    ),
  );
});

function streamOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (stream) => {
      for (const piece of pieces) stream.enqueue(piece);
      stream.close();
    },
  });
}
