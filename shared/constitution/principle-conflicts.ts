/** What a judge said of one pair by one principle: the side that keeps it better. */
export type PrincipleVerdict = {
  readonly item: string;
  readonly cluster: string;
  readonly judge: string;
  readonly principle: string;
  readonly side: "a" | "b";
};

/** Two principles that both decided one pair for the same judge; in conflict where they name different sides. */
export type PrincipleMeeting = {
  readonly item: string;
  readonly cluster: string;
  readonly judge: string;
  /** In the order of their names. */
  readonly principles: readonly [string, string];
  readonly isConflict: boolean;
};

/**
 * Every meeting of two principles on one pair. Verdicts of different judges never meet: they would differ for other reasons.
 * `verdicts` hold at most one of each judge, item and principle.
 */
export function principleMeetings(verdicts: readonly PrincipleVerdict[]): readonly PrincipleMeeting[] {
  const byPair = new Map<string, PrincipleVerdict[]>();
  for (const verdict of verdicts) {
    const key = JSON.stringify([verdict.judge, verdict.item]);
    const same = byPair.get(key);
    if (same) same.push(verdict);
    else byPair.set(key, [verdict]);
  }
  return [...byPair.values()].flatMap((same) => {
    const ordered = same.toSorted((left, right) => (left.principle < right.principle ? -1 : 1));
    return ordered.flatMap((first, index) =>
      ordered.slice(index + 1).map(
        (second): PrincipleMeeting => ({
          item: first.item,
          cluster: first.cluster,
          judge: first.judge,
          principles: [first.principle, second.principle],
          isConflict: first.side !== second.side,
        }),
      ),
    );
  });
}
