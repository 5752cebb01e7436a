import type { JudgeBody } from "#shared/cells/judge.ts";
import { count } from "#shared/cells/teacher.ts";
import type { Value } from "#shared/data/table.ts";
import { expectedMatches } from "#shared/tournament/expected-matches.ts";
import type { JudgedAnswer } from "../answer-pairs.ts";
import type { CallProgram, ExpectedShape, OutputTable, RunContext } from "../cell-runner.ts";
import { withPairJury } from "./jury.ts";
import { pairAsking } from "./pair-request.ts";
import { pairCallSchema } from "./pair-rows.ts";
import { nothingToCompare } from "./pairs.ts";
import { type Judges, judgeSetup } from "./setup.ts";
import { fieldsOf } from "./tournament-fields.ts";
import { roundSchema, standingsSchema } from "./tournament-rows.ts";
import { callsPerGame, roundsOf, type TournamentPlace, tournamentUnit } from "./tournament-unit.ts";

/**
 * `mode: tournament`: every judge holds its own between the models (or one an item among its answers); a jury holds one together, whose
 * comparisons are decided by its pooled verdict. Yields NAME (comparisons with `round` and `match`), NAME_calls, NAME_standings, and NAME_jury.
 * Throws column-missing when nobody has an opponent.
 */
export async function judgeTournament(
  context: RunContext<JudgeBody>,
  answers: readonly JudgedAnswer[],
  judges: Judges,
): Promise<CallProgram> {
  const { body, name } = context;
  const fields = fieldsOf(body, answers);
  if (!fields.some(({ players }) => players.length > 1)) throw nothingToCompare(body);
  const asking = await pairAsking(judgeSetup(context, judges));
  const panels = body.jury === undefined ? body.judges.map((judge) => [judge]) : [body.judges];
  const panelAt = (index: number): readonly string[] => panels[index % panels.length] ?? [];
  return {
    size: fields.length * panels.length,
    chained: true,
    rounds: mostRounds(
      body,
      fields.flatMap((field) => panels.map((judges) => ({ field, judges }))),
    ),
    laneOf: (index) => panelAt(index)[0] ?? "",
    unitsPerRow: panels.length,
    ...withPairJury(body, name, [
      { name, schema: roundSchema(body) },
      { name: `${name}_calls`, schema: pairCallSchema(body) },
      { name: `${name}_standings`, schema: standingsSchema },
    ]),
    summary: (ledger) => `${body.tournament?.scheme ?? ""} · ${ledger.kept}/${ledger.requested} tournaments`,
    describe: async (tables) => described(context, tables),
    unit: (index) => {
      const field = fields[Math.floor(index / panels.length)];
      if (field === undefined) throw new RangeError(`unit ${index} of ${fields.length * panels.length}`);
      return tournamentUnit(asking, { field, judges: panelAt(index) });
    },
  };
}

/** Comparisons a tournament makes and calls one judge makes of each repeat; null where it stops when it knows enough. */
export function expectTournament(
  body: JudgeBody,
  { rows, perItem }: ExpectedShape,
): { readonly subjects: number; readonly calls: number } | null {
  const { scheme = "round-robin", players = "models", rounds, matches = 1, max_calls } = body.tournament ?? {};
  const isByItem = players === "answers";
  const itemsPerMatch = isByItem ? 1 : matches;
  const together = body.jury === undefined ? 1 : body.judges.length;
  const mostMatches = max_calls === undefined ? undefined : Math.floor(max_calls / (itemsPerMatch * callsPerGame(body) * together));
  const expected = expectedMatches(scheme, Math.round(perItem), { rounds, mostMatches });
  if (expected === null) return null;
  return { subjects: expected * itemsPerMatch * (isByItem ? rows / perItem : 1), calls: body.orders === "both" ? 2 : 1 };
}

/** Rounds of the longest of them; null where one of them stops when it knows enough. */
function mostRounds(body: JudgeBody, places: readonly TournamentPlace[]): number | null {
  const rounds = places.map((place) => roundsOf(body, place));
  return rounds.includes(null) ? null : Math.max(0, ...rounds.map((each) => each ?? 0));
}

/** "swiss · 2 judges · openai/gpt-4.1 first · 84 comparisons, 3 of them unscored": the winner, or how many share the first rank or have one judge each. */
function described({ body, name, parts }: RunContext<JudgeBody>, tables: readonly OutputTable[]): string {
  const column = (table: string, of: string): readonly Value[] => {
    const found = tables.find((each) => each.name === table);
    return found === undefined ? [] : parts.arrow.readColumn(found.ipc, of);
  };
  const [ranks, players] = [column(`${name}_standings`, "rank"), column(`${name}_standings`, "player")];
  const winners = [...new Set(players.filter((_, at) => ranks[at] === 1))];
  const items = new Set(column(`${name}_standings`, "item")).size;
  const isByItem = body.tournament?.players === "answers";
  const found = isByItem ? count(items, "item") : winners.length === 1 ? `${winners[0]} first` : `${winners.length} winners`;
  const outcomes = column(name, "outcome");
  const unscored = outcomes.filter((outcome) => outcome === "unscored").length;
  const comparisons = `${count(outcomes.length, "comparison")}${unscored === 0 ? "" : `, ${unscored.toLocaleString("en")} of them unscored`}`;
  return [body.tournament?.scheme, count(body.judges.length, "judge"), found, comparisons].join(" · ");
}
