import type { JudgeBody } from "#shared/cells/judge.ts";
import { type Column, double, integer, type Row, type TableSchema } from "#shared/data/table.ts";
import type { CallProgram, Derivation } from "../cell-runner.ts";
import { mean, standardDeviation } from "./score-verdict.ts";

/** The name under which a jury stands among the judges. */
const jury = "jury";

type Juried = Pick<CallProgram, "tables" | "derive">;

/** Pools the rows of one comparison (or answer) and repeat into one. */
type Pool = (members: readonly Row[], rule: "majority" | "mean") => Row;

/** The tables of a judge cell with `NAME_jury` among them, where its body asks for a jury over comparisons. */
export function withPairJury(body: JudgeBody, name: string, tables: CallProgram["tables"]): Juried {
  const added = ["votes_a", "votes_b", "votes_tie", "votes_inconsistent", "votes_unscored", "members"];
  const columns = [...added.map((column) => ({ name: column, type: integer })), { name: "disagreement", type: double }];
  return withJury(body, name, tables, {
    columns,
    keyOf: ({ comparison, repeat }) => JSON.stringify([comparison, repeat]),
    pool: poolPairs,
  });
}

/** The same over scores: the members' median (`majority`) or mean. */
export function withScoreJury(body: JudgeBody, name: string, tables: CallProgram["tables"]): Juried {
  const columns = [
    { name: "sd", type: double },
    ...["votes_scored", "votes_unscored", "members"].map((column) => ({ name: column, type: integer })),
  ];
  const keyOf = ({ item, model, sample, repeat }: Row): string => JSON.stringify([item, model, sample, repeat]);
  return withJury(body, name, tables, { columns, keyOf, pool: poolScores });
}

type JuryOf = { readonly columns: readonly Column[]; readonly keyOf: (row: Row) => string; readonly pool: Pool };

function withJury(body: JudgeBody, name: string, tables: CallProgram["tables"], { columns, keyOf, pool }: JuryOf): Juried {
  const rule = body.jury;
  const main = tables.find((table) => table.name === name);
  if (rule === undefined || main === undefined) return { tables };
  const table = `${name}_jury`;
  return {
    tables: [...tables, { name: table, schema: withColumns(main.schema, columns) }],
    derive: (): Derivation => {
      const groups = new Map<string, Row[]>();
      return {
        add: (from, row) => {
          if (from !== name) return;
          const key = keyOf(row);
          const members = groups.get(key);
          if (members) members.push(row);
          else groups.set(key, [row]);
        },
        *rows() {
          for (const members of groups.values()) yield { table, row: { ...subjectOf(members), ...pool(members, rule) } };
        },
      };
    },
  };
}

/** After the reason, before the texts; a member's own column of the name gives way. */
function withColumns({ columns }: TableSchema, added: readonly Column[]): TableSchema {
  const names = new Set(added.map(({ name }) => name));
  const kept = columns.filter(({ name }) => !names.has(name));
  const at = kept.findIndex(({ name }) => name === "reason") + 1;
  return { columns: [...kept.slice(0, at), ...added, ...kept.slice(at)] };
}

/** What the members' rows share, without what each member said for itself. */
function subjectOf(members: readonly Row[]): Row {
  const [first = {}] = members;
  const costs = numbersOf(members, "cost_usd");
  const cost = costs.length === 0 ? null : costs.reduce((sum, each) => sum + each, 0);
  const silent = ["rationale", "judge_family", "order_shown", "first_verdict", "first_p", "first_score", "p_reason", "confidence_reason"];
  return { ...first, ...Object.fromEntries(silent.map((column) => [column, null])), judge: jury, cost_usd: cost };
}

type Votes = { readonly [outcome in "win" | "loss" | "tie" | "inconsistent" | "unscored"]: number };

export function poolPairs(members: readonly Row[], rule: "majority" | "mean"): Row {
  const count = (outcome: string): number => members.filter((row) => row.outcome === outcome).length;
  const votes: Votes = {
    win: count("win"),
    loss: count("loss"),
    tie: count("tie"),
    inconsistent: count("inconsistent"),
    unscored: count("unscored"),
  };
  const cast = members.length - votes.unscored;
  const p = mean(numbersOf(members, "p"));
  const { outcome, reason } = cast === 0 ? nobodyScored(members) : rule === "majority" ? byMajority(votes) : byMean(votes, p);
  const [{ a = null, b = null } = {}] = members;
  const inOrder = (column: string): string | null => {
    const sides = members.map((row) => row[column]);
    return leader({ a: countOf(sides, "a"), b: countOf(sides, "b"), tie: countOf(sides, "tie") });
  };
  const most = Math.max(votes.win, votes.loss, votes.tie, votes.inconsistent);
  return {
    outcome,
    reason,
    winner: outcome === "win" ? a : outcome === "loss" ? b : null,
    verdict: verdictOf[outcome],
    verdict_ab: inOrder("verdict_ab"),
    verdict_ba: inOrder("verdict_ba"),
    p,
    p_low: mean(numbersOf(members, "p_low")),
    p_high: mean(numbersOf(members, "p_high")),
    p_of_tie: mean(numbersOf(members, "p_of_tie")),
    margin: p === null ? null : Math.abs(2 * p - 1),
    votes_a: votes.win,
    votes_b: votes.loss,
    votes_tie: votes.tie,
    votes_inconsistent: votes.inconsistent,
    votes_unscored: votes.unscored,
    members: members.length,
    disagreement: cast === 0 ? null : 1 - most / cast,
  };
}

type Pooled = { readonly outcome: keyof Votes; readonly reason: string | null };

const verdictOf: { readonly [outcome in keyof Votes]: string | null } = {
  win: "a",
  loss: "b",
  tie: "tie",
  inconsistent: "inconsistent",
  unscored: null,
};

function nobodyScored(members: readonly Row[]): Pooled {
  const reason = members.find((row) => typeof row.reason === "string")?.reason;
  return { outcome: "unscored", reason: typeof reason === "string" ? reason : "no member gave a verdict" };
}

/**
 * What more than half of the members that gave a verdict said. Where no outcome has that the jury decided nothing: that is no tie, which
 * nobody need have said, and not inconsistent, which is a judge that contradicts itself.
 */
function byMajority({ win, loss, tie, inconsistent }: Votes): Pooled {
  const cast = win + loss + tie + inconsistent;
  const outcome = leader({ win, loss, tie, inconsistent });
  if (outcome === null || { win, loss, tie, inconsistent }[outcome] <= cast / 2) return { outcome: "unscored", reason: "no majority" };
  return { outcome, reason: outcome === "inconsistent" ? "most members were inconsistent" : null };
}

/** The members' mean probability; an exact half is a tie only where ties were said most. */
function byMean(votes: Votes, p: number | null): Pooled {
  if (p === null) return { outcome: "unscored", reason: "no member gave a probability" };
  if (p !== 0.5) return { outcome: p > 0.5 ? "win" : "loss", reason: null };
  const { win, loss, tie, inconsistent } = votes;
  return leader({ win, loss, tie, inconsistent }) === "tie"
    ? { outcome: "tie", reason: null }
    : { outcome: "unscored", reason: "the mean probability is one half" };
}

/** The one with the most votes, if one has. */
function leader<Name extends string>(votes: { readonly [name in Name]: number }): Name | null {
  const entries = Object.entries(votes) as [Name, number][];
  const most = Math.max(...entries.map(([, n]) => n));
  const leading = entries.filter(([, n]) => n === most);
  return most > 0 && leading.length === 1 ? (leading[0]?.[0] ?? null) : null;
}

function poolScores(members: readonly Row[], rule: "majority" | "mean"): Row {
  const scores = numbersOf(members, "score");
  const { reason } = scores.length === 0 ? nobodyScored(members) : { reason: null };
  return {
    outcome: scores.length === 0 ? "unscored" : "scored",
    reason,
    score: rule === "majority" ? median(scores) : mean(scores),
    score_expected: mean(numbersOf(members, "score_expected")),
    confidence: mean(numbersOf(members, "confidence")),
    sd: standardDeviation(scores),
    votes_scored: scores.length,
    votes_unscored: members.length - scores.length,
    members: members.length,
  };
}

function numbersOf(members: readonly Row[], column: string): readonly number[] {
  return members.flatMap((row) => {
    const value = row[column];
    return typeof value === "number" ? [value] : [];
  });
}

function countOf(values: readonly unknown[], wanted: string): number {
  return values.filter((value) => value === wanted).length;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
