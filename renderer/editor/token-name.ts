const names: readonly (readonly [RegExp, string])[] = [
  [/^comment/, "comment"],
  [/^(type|tag)/, "key"],
  [/^(string|identifier\.quote)/, "string"],
  [/^number/, "number"],
  [/^(keyword|predefined|operator\.sql)/, "keyword"],
  [/^(delimiter|operators)/, "soft"],
];

/** Monaco's token types as the few this page colours. */
export function tokenName(type: string): string {
  return names.find(([pattern]) => pattern.test(type))?.[1] ?? "";
}
