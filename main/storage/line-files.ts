import { StringDecoder } from "node:string_decoder";
import { doing } from "./errors.ts";
import type { FileSystem, WritableFile } from "./file-system.ts";

const pieceBytes = 256 * 1024;

/** Lines are written in pieces of some size: a call of the system for each would take longer than making it. */
export async function bufferedFile(fs: FileSystem, path: string) {
  const file: WritableFile = await doing("save the batch in", path, () => fs.create(path));
  let waiting: string[] = [];
  let waitingBytes = 0;
  let bytes = 0;
  let closing: Promise<void> | null = null;
  const flush = async (): Promise<void> => {
    const text = waiting.join("");
    waiting = [];
    waitingBytes = 0;
    await doing("save the batch in", path, () => file.write(Buffer.from(text)));
  };
  const finish = async (): Promise<void> => {
    try {
      await flush();
      await doing("save the batch in", path, file.sync);
    } finally {
      await file.close();
    }
  };
  return {
    bytes: () => bytes,
    write: async (text: string): Promise<void> => {
      const size = Buffer.byteLength(text);
      waiting.push(text);
      waitingBytes += size;
      bytes += size;
      if (waitingBytes >= pieceBytes) await flush();
    },
    /** Once is enough, and more often does no harm. */
    close: (): Promise<void> => {
      closing ??= finish();
      return closing;
    },
  };
}

/** A file's bytes, a piece at a time. */
export async function* piecesOf(fs: FileSystem, path: string): AsyncGenerator<Uint8Array> {
  const file = await doing("read the batch in", path, () => fs.openForReading(path));
  try {
    for (let position = 0; ; ) {
      const piece = new Uint8Array(pieceBytes);
      const bytes = await file.readInto(piece, position);
      if (bytes === 0) return;
      position += bytes;
      yield piece.subarray(0, bytes);
    }
  } finally {
    await file.close();
  }
}

const linesAtOnce = 500;

/** A file's lines, some at a time and in order; the last one needs no line end. */
export async function* linesOf(fs: FileSystem, path: string): AsyncGenerator<readonly string[]> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const piece of piecesOf(fs, path)) {
    const lines = (rest + decoder.write(Buffer.from(piece))).split("\n");
    rest = lines.pop() ?? "";
    for (let at = 0; at < lines.length; at += linesAtOnce) yield lines.slice(at, at + linesAtOnce);
  }
  rest += decoder.end();
  if (rest !== "") yield [rest];
}
