const linesAtOnce = 500;

/** The lines of a file's bytes, some at a time and in order; the last one needs no line end. */
export async function* linesOfStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<readonly string[]> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const lines = (rest + decoder.decode(value, { stream: !done })).split("\n");
      rest = done ? "" : (lines.pop() ?? "");
      for (let at = 0; at < lines.length; at += linesAtOnce) yield lines.slice(at, at + linesAtOnce);
      if (done) return;
    }
  } finally {
    await reader.cancel();
  }
}
