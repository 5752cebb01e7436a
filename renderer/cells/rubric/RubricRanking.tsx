import { useDeferredValue, useMemo } from "react";
import type { Row } from "#shared/data/table.ts";
import { type Criterion, inherit, scored } from "#shared/rubric/criterion.ts";
import { type JudgedShares, type RankedModel, rankModels } from "#shared/rubric/rank-models.ts";
import { readRubric } from "#shared/rubric/rubric-table.ts";
import { figure } from "#shared/statistics/tidy-row.ts";
import { formatCount } from "../../kit/format.ts";
import { useSessionView } from "../../state/hooks.ts";
import list from "../LineForm.module.css";
import { intervalWords } from "../measure/finding.ts";
import { findTable } from "../source-table.ts";
import { useRows } from "../use-rows.ts";
import style from "./RubricForm.module.css";
import type { DraftWeight } from "./RubricForm.tsx";
import { aggregateOf, readableCriteria } from "./rubric-criteria.ts";
import { judgesBy, type RubricJudge } from "./rubric-judges.ts";

type RankingProps = {
  readonly cell: string;
  readonly values: { readonly [key: string]: unknown };
  readonly draft: DraftWeight | null;
};

/** Answers read for the ranking; more would make the slider stick. */
const mostAnswers = 10_000;
const met = "met_";

/** What the weights do to the models' order, while they move: every judged answer scored anew from its verdicts. */
export function RubricRanking(props: RankingProps) {
  const cells = useSessionView((view) => view.remote.cells);
  const [judge] = judgesBy(props.cell, cells);
  if (judge === undefined)
    return (
      <p className={list.note}>
        Once a judge with <code>mode: rubric</code> and <code>rubric: {props.cell}</code> has run, the ranking by these weights stands here.
      </p>
    );
  return <Ranking {...props} judge={judge} />;
}

function Ranking({ values, draft, judge }: RankingProps & { readonly judge: RubricJudge }) {
  const cells = useSessionView((view) => view.remote.cells);
  const baseName = typeof values.base === "string" ? values.base : null;
  const base = baseName === null ? null : findTable(cells, baseName);
  const inherited = useRows({ table: base?.name ?? null, version: base?.version ?? "", most: 1000 });
  const columns = useMemo(() => rewardColumns(judge.rewards), [judge.rewards]);
  const rewards = useRows({ table: judge.rewards.name, version: judge.version, columns, most: mostAnswers });
  const answers = useMemo(() => (rewards === null ? [] : rewards.rows.map(sharesOf)), [rewards]);
  const baseRubric = useMemo(() => (inherited === null ? null : readRubric(inherited.rows)), [inherited]);
  const aggregate = aggregateOf(values, baseRubric?.aggregate ?? "weighted");
  const criteria = useMemo(() => inherit(baseRubric?.common ?? [], withDraft(values, draft)), [baseRubric, values, draft]);
  const unjudged = criteria.filter(({ id }) => !columns.includes(met + id)).map(({ id }) => id);
  // Deferred, so that the slider never waits for the ranking.
  const weighed = useDeferredValue(criteria);
  const now = useMemo(() => {
    const judged = weighed.filter(({ id }) => columns.includes(met + id));
    return aggregate === "holistic" ? [] : rankModels(answers, judged.map(scored), aggregate);
  }, [answers, weighed, columns, aggregate]);
  if (aggregate === "holistic")
    return <p className={list.note}>One rating for all criteria: the weights are shown to the judge and count nowhere else.</p>;
  if (rewards === null || now.length === 0) return null;
  return (
    <figure className={style.ranking}>
      <figcaption className={style.caption}>
        Mean score by these weights{values.per_prompt === undefined ? "" : " of what all prompts share"}, from the verdicts in {judge.judge}
        {unjudged.length > 0 ? `, without ${unjudged.join(", ")}, not judged yet` : ""}
        {rewards.total > rewards.rows.length
          ? ` (the first ${formatCount(rewards.rows.length)} of ${formatCount(rewards.total)} answers)`
          : ""}
      </figcaption>
      <table className={style.models}>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Mean score</th>
            <th scope="col">95 % interval</th>
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          {now.map((model) => (
            <ModelRow key={model.model} model={model} />
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function ModelRow({ model: { model, mean, low, high, n } }: { readonly model: RankedModel }) {
  return (
    <tr>
      <th scope="row">{model}</th>
      <td>
        <span className={style.meter} style={{ inlineSize: `${Math.max(0, Math.min(1, mean ?? 0)) * 120}px` }} />
        {figure({ value: mean, low: null, high: null }, "number")}
      </td>
      <td className={style.soft}>{low === null || high === null ? "–" : intervalWords({ estimate: mean, low, high }, "number")}</td>
      <td className={style.soft}>{formatCount(n)}</td>
    </tr>
  );
}

function rewardColumns({ columns }: RubricJudge["rewards"]): readonly string[] {
  return columns.map(({ name }) => name).filter((name) => name.startsWith(met) || name === "item" || name === "model");
}

/** The draft counts places in the text, where criteria that can't be read stand too. */
function withDraft(values: RankingProps["values"], draft: DraftWeight | null): readonly Criterion[] {
  const own = readableCriteria(values);
  const written: readonly unknown[] = Array.isArray(values.criteria) ? values.criteria : [];
  const entry = draft === null ? null : written[draft.at];
  if (draft === null || typeof entry !== "object" || entry === null || !("id" in entry)) return own;
  return own.map((criterion) => (criterion.id === entry.id ? { ...criterion, weight: draft.weight } : criterion));
}

function sharesOf(row: Row): JudgedShares {
  const shares = Object.entries(row).flatMap(([column, value]) =>
    column.startsWith(met) ? [[column.slice(met.length), typeof value === "number" ? value : null] as const] : [],
  );
  return { item: String(row.item), model: String(row.model), shares: new Map(shares) };
}
