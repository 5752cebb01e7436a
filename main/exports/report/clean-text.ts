const homes =
  /(?<![\w.:])\/(?:home|Users)\/[^/\s"'<>&]+|(?<![\w.:/])\/root(?=\/)|(?<!\w)[A-Za-z]:\\(?:Users|Documents and Settings)\\[^\\\s"'<>&]+/g;

/** Paths of people's home folders as `~`: a report is sent to others. */
export function withoutHomes(text: string): string {
  return text.replaceAll(homes, "~");
}

/** Control characters and half surrogates, which HTML and UTF-8 cannot hold, as visible signs. */
export function writableText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters meant.
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (character) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
      .replaceAll(/\p{Surrogate}/gu, "\ufffd")
  );
}
