/** Tells bursts of 429, where a server's limit is reached, from lone ones, which have other causes. */
export type Bursts = {
  readonly started: () => number;
  readonly accepted: (turn: number) => void;
  /** Whether the refusal of this turn belongs to a burst. */
  readonly limited: (turn: number) => boolean;
};

const remembered = 256;
const inARow = 6;
const enough = 24;
const highShare = 0.4;

/**
 * Requests are looked at in the order in which they started: once a limit is reached all that follow are refused, so
 * six in a row are a burst. The order of replies would mislead, for refusals come back faster than answers.
 * A high share of refusals among many replies counts as well.
 */
export function createBursts(): Bursts {
  const outcomes: ("pending" | "accepted" | "limited")[] = new Array(remembered).fill("pending");
  let turns = 0;
  const isRemembered = (turn: number): boolean => turn >= 0 && turn >= turns - remembered && turn < turns;
  const set = (turn: number, outcome: "accepted" | "limited"): void => {
    if (isRemembered(turn)) outcomes[turn % remembered] = outcome;
  };
  const isLimited = (turn: number): boolean => isRemembered(turn) && outcomes[turn % remembered] === "limited";
  return {
    started: () => {
      outcomes[turns % remembered] = "pending";
      turns += 1;
      return turns - 1;
    },
    accepted: (turn) => set(turn, "accepted"),
    limited: (turn) => {
      set(turn, "limited");
      let [first, last] = [turn, turn];
      while (turn - first < inARow && isLimited(first - 1)) first -= 1;
      while (last - turn < inARow && isLimited(last + 1)) last += 1;
      if (last - first + 1 >= inARow) return true;
      const refused = outcomes.filter((outcome) => outcome === "limited").length;
      const answered = outcomes.filter((outcome) => outcome === "accepted").length;
      return refused >= enough && answered >= enough && refused > highShare * (refused + answered);
    },
  };
}
