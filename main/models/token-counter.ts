type Encoding = { readonly countTokens: (text: string) => number };

export type TokenCounter = {
  /** Tokens by o200k once that is loaded, until then four characters a token. */
  readonly count: (text: string) => number;
  /** Loads o200k: two megabytes, so only when a price makes the difference matter. */
  readonly load: () => Promise<void>;
};

export function createTokenCounter(): TokenCounter {
  let encoding: Encoding | null = null;
  let loading: Promise<void> | null = null;
  return {
    count: (text) => encoding?.countTokens(text) ?? Math.ceil(text.length / 4),
    load: () => {
      loading ??= import("gpt-tokenizer/encoding/o200k_base").then((loaded) => {
        // Special tokens are plain text here: what a model wrote must not make counting fail.
        encoding = { countTokens: (text) => loaded.countTokens(text, { disallowedSpecial: new Set() }) };
      });
      return loading;
    },
  };
}
