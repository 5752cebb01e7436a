/** The five outcomes and the marks they carry everywhere; colour only repeats what the mark says. */
export const outcomeLooks = {
  win: { mark: "▲", tone: "good" },
  loss: { mark: "▼", tone: "bad" },
  tie: { mark: "=", tone: "soft" },
  inconsistent: { mark: "⇄", tone: "warn" },
  unscored: { mark: "○", tone: "faint" },
} as const;

export type Outcome = keyof typeof outcomeLooks;

export function outcomeLook(value: unknown): (typeof outcomeLooks)[Outcome] | null {
  const found = Object.entries(outcomeLooks).find(([outcome]) => outcome === value);
  return found ? found[1] : null;
}
