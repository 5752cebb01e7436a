import { monaco } from "./monaco.ts";
import type { SourceLanguage } from "./source.ts";
import { tokenName } from "./token-name.ts";

export type ColouredPiece = { readonly text: string; readonly token: string };

/** The text cut into tokens, line by line. */
export async function colourLines(text: string, language: SourceLanguage): Promise<readonly (readonly ColouredPiece[])[]> {
  // Grammars load on first use; colorize is what waits for them.
  await monaco.editor.colorize("", language, {});
  const lines = text.split("\n");
  return monaco.editor.tokenize(text, language).map((tokens, index) => {
    const line = lines[index] ?? "";
    return tokens.map((token, at) => ({
      text: line.slice(token.offset, tokens[at + 1]?.offset ?? line.length),
      token: tokenName(token.type),
    }));
  });
}
