import type { ModelDescription } from "#shared/contract/models.ts";

/** Where a provider's key comes from, in words. */
export const keyWords: { readonly [state in ModelDescription["keyState"]]: string } = {
  "not-needed": "no key needed",
  environment: "key from the environment",
  keychain: "key in the keychain",
  session: "key for this session",
  missing: "no key",
};
