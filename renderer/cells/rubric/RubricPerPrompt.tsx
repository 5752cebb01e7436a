import { Check, RotateCcw } from "lucide-react";
import { useMemo } from "react";
import type { Approvable } from "#shared/cells/cell-kind.ts";
import type { Row } from "#shared/data/table.ts";
import type { CellResult } from "#shared/journal/entries.ts";
import type { RubricCriterion } from "#shared/rubric/criterion.ts";
import { readCriterion } from "#shared/rubric/rubric-table.ts";
import { Badge } from "../../kit/Badge.tsx";
import { Button } from "../../kit/Button.tsx";
import { Coded } from "../../kit/Coded.tsx";
import { formatCount } from "../../kit/format.ts";
import { findBlock } from "../../state/blocks.ts";
import { reportFailure } from "../../state/failure.ts";
import { useSession, useSessionView } from "../../state/hooks.ts";
import { writeValue } from "../../state/session-edits.ts";
import { useRows } from "../use-rows.ts";
import { yamlValues } from "../yaml-values.ts";
import style from "./RubricPerPrompt.module.css";

type PerPromptProps = { readonly cell: string; readonly result: CellResult; readonly approvable: Approvable };

/** Rows shown here; the table has them all. */
const mostRows = 2_000;

/** What a model wrote for each prompt, set against the criteria all prompts share, and a person's word on it. */
export function RubricPerPrompt({ cell, result, approvable }: PerPromptProps) {
  const session = useSession();
  const body = useSessionView((view) => {
    const block = findBlock(view.buffer.mine, `cell:${cell}`)?.block;
    return block?.type === "cell" ? block.body : "";
  });
  const approved = useMemo(() => yamlValues(body)?.approved, [body]);
  const version = `${result.recipe} ${result.at}`;
  const criteria = useRows({ table: cell, version, most: mostRows });
  const calls = useRows({ table: `${cell}_calls`, version, columns: ["item", "question", "reason"], most: mostRows });
  const prompts = useMemo(() => promptsOf(criteria?.rows ?? [], calls?.rows ?? []), [criteria, calls]);
  const write = (value: string | undefined): void => {
    try {
      writeValue(session, cell, ["approved"], value);
    } catch (error) {
      reportFailure(error);
    }
  };
  const isApproved = approved === approvable.hash;
  const differences = `${formatCount(approvable.differences)} ${approvable.differences === 1 ? "criterion" : "criteria"} beyond the base`;
  return (
    <>
      <div className={style.bar}>
        {isApproved ? <Badge tone="good">approved</Badge> : <Badge tone="warn">not approved</Badge>}
        <span className={style.sentence}>
          {isApproved
            ? `${differences}, kept although prompts may change.`
            : `${differences}. ${approved === undefined ? "Judges wait until you have read and approved them." : "What the text approves is not what stands here."}`}
        </span>
        {isApproved ? (
          <Button
            size="small"
            icon={<RotateCcw />}
            title="Takes the approval out, so that the next run may write anew"
            onClick={() => write(undefined)}
          >
            Take back
          </Button>
        ) : (
          <Button
            size="small"
            look="primary"
            icon={<Check />}
            disabled={result.triedRows !== null}
            title={
              result.triedRows === null ? `Writes approved: ${approvable.hash}` : "Run it whole first: these are the first prompts only"
            }
            onClick={() => write(approvable.hash)}
          >
            Approve {formatCount(approvable.differences)} criteria
          </Button>
        )}
      </div>
      {prompts.common.length === 0 ? null : (
        <section className={style.prompt} aria-label="For every prompt">
          <p className={style.title}>For every prompt</p>
          <ul className={style.lines}>
            {prompts.common.map((criterion) => (
              <Line key={criterion.id} criterion={criterion} />
            ))}
          </ul>
        </section>
      )}
      {prompts.own.map(({ item, question, written, reason }) => (
        <section key={item} className={style.prompt} aria-label={`Item ${item}`}>
          <p className={style.title}>
            <span className={style.item}>{item}</span> {question}
          </p>
          {reason === null ? null : (
            <p className={style.reason}>
              No rubric: <Coded>{reason}</Coded>
            </p>
          )}
          <ul className={style.lines}>
            {written.map((criterion) => (
              <Line key={criterion.id} criterion={criterion} />
            ))}
          </ul>
        </section>
      ))}
      {criteria !== null && criteria.total > criteria.rows.length ? (
        <p className={style.sentence}>The first {formatCount(criteria.rows.length)} rows; the others stand under Criteria.</p>
      ) : null}
    </>
  );
}

function Line({ criterion: { id, text, type, weight, origin } }: { readonly criterion: RubricCriterion }) {
  const isAdded = origin === "written";
  return (
    <li className={style.line} data-added={isAdded}>
      <span className={style.sign}>{isAdded ? <ins>+</ins> : ""}</span>
      <span className={style.id}>{id}</span>
      <span className={style.wording}>{text}</span>
      <span className={style.kind}>
        {type} {weight}
      </span>
    </li>
  );
}

type Prompts = {
  readonly common: readonly RubricCriterion[];
  readonly own: readonly {
    readonly item: string;
    readonly question: string;
    readonly written: readonly RubricCriterion[];
    readonly reason: string | null;
  }[];
};

/** Prompts in the order they were asked, those without a rubric among them. */
function promptsOf(rows: readonly Row[], calls: readonly Row[]): Prompts {
  const written = new Map<string, RubricCriterion[]>();
  const common = new Map<string, RubricCriterion>();
  for (const row of rows) {
    const criterion = readCriterion(row);
    if (criterion === null) continue;
    if (criterion.origin !== "written") {
      common.set(criterion.id, criterion);
      continue;
    }
    const item = String(row.item);
    written.set(item, [...(written.get(item) ?? []), criterion]);
  }
  // A prompt that was asked twice has two calls; the later one says how it ended.
  const asked = new Map(calls.map((call) => [String(call.item), call] as const));
  const own = [...asked].flatMap(([item, { question, reason }]) => {
    const criteria = written.get(item) ?? [];
    if (criteria.length === 0 && typeof reason !== "string") return [];
    return [{ item, question: String(question ?? ""), written: criteria, reason: criteria.length === 0 ? String(reason) : null }];
  });
  return { common: [...common.values()], own };
}
