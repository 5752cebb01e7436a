import type { ReviseBody } from "#shared/cells/revise.ts";
import { textOfValue } from "#shared/data/value-text.ts";
import type { GuidingPrinciple } from "#shared/prompts/revise-prompts.ts";
import { randomBits, uniform } from "#shared/statistics/random.ts";
import type { CellInputs } from "../cell-runner.ts";
import { seedOf } from "../input-rows.ts";
import { readPrinciples } from "../judge/principles.ts";

/** The principles of the constitution with their requests, which a table of another kind may not have. Throws column-missing, data-unreadable. */
export async function guidingPrinciples({ constitution }: ReviseBody, inputs: CellInputs): Promise<readonly GuidingPrinciple[]> {
  const principles = await readPrinciples({ constitution }, inputs);
  const { rows } = await inputs.table(constitution);
  return principles.map((principle, at) => {
    const request = (key: "critique" | "revision"): string | null => textOfValue(rows[at]?.[key]).trim() || null;
    return { ...principle, critique: request("critique"), revision: request("revision") };
  });
}

/**
 * One principle a round: drawn uniformly and independently by the seed, the answer's name and the round, so that no draw
 * moves with other rows; or all of them in turn, `rounds` times.
 */
export function roundPrinciples(
  principles: readonly GuidingPrinciple[],
  { pick, rounds, seed }: Pick<ReviseBody, "pick" | "rounds" | "seed">,
  answer: string,
): readonly GuidingPrinciple[] {
  const times = Array.from({ length: rounds }, (_, at) => at + 1);
  if (pick === "all") return times.flatMap(() => principles);
  return times.flatMap((round) => {
    const bits = randomBits(seedOf(`round ${round}|${answer}`, seed));
    return principles[Math.floor(uniform(bits) * principles.length)] ?? [];
  });
}
