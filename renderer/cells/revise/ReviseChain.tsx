import { useMemo, useState } from "react";
import type { Row } from "#shared/data/table.ts";
import type { CellResult } from "#shared/journal/entries.ts";
import { Badge } from "../../kit/Badge.tsx";
import { Coded } from "../../kit/Coded.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { formatCount } from "../../kit/format.ts";
import { Segments } from "../../kit/Segments.tsx";
import { TurnBar } from "../TurnBar.tsx";
import { useRows } from "../use-rows.ts";
import { WordDifference } from "../WordDifference.tsx";
import style from "./ReviseChain.module.css";
import { answerName, type ChainKind, chainFilters, chainsOf } from "./revise-chains.ts";

type ReviseChainProps = { readonly cell: string; readonly result: CellResult };

/** Answers to choose from; the tables have them all. */
const mostAnswers = 2_000;
/** Rounds of one answer. */
const mostRounds = 1_000;

/** One answer's way through the rounds: draft, critique, revision, with what each changed. */
export function ReviseChain({ cell, result }: ReviseChainProps) {
  const version = `${result.recipe} ${result.at}`;
  const finals = useRows({ table: `${cell}_final`, version, most: mostAnswers });
  const chains = useMemo(() => chainsOf(finals?.rows ?? []), [finals]);
  const [kind, setKind] = useState<ChainKind>("all");
  const [at, setAt] = useState(0);
  if (finals === null) return <p role="status">Reading …</p>;
  const shown = chains[kind];
  const place = Math.min(at, Math.max(0, shown.length - 1));
  const final = shown[place];
  if (chains.all.length === 0) return <EmptyState title="No answer was revised.">The table it reads has no rows.</EmptyState>;
  return (
    <>
      <TurnBar noun="answer" labels={shown.map(answerName)} place={place} onTurn={setAt}>
        <Segments
          name={`Chains of ${cell} to show`}
          value={kind}
          options={[
            { value: "all", label: `All ${formatCount(chains.all.length)}` },
            { value: "changed", label: `Changed ${formatCount(chains.changed.length)}` },
            { value: "broken", label: `Broken off ${formatCount(chains.broken.length)}` },
          ]}
          onChange={(next) => {
            setKind(next);
            setAt(0);
          }}
        />
      </TurnBar>
      {final === undefined ? (
        <EmptyState title={kind === "changed" ? "No answer changed." : "No chain broke off."}>
          {kind === "changed"
            ? "Every critique found nothing, or its revision left the text as it was."
            : "Every answer went through all its rounds."}
        </EmptyState>
      ) : (
        <Chain key={answerName(final)} cell={cell} version={version} final={final} />
      )}
      {finals.total > finals.rows.length ? (
        <p className={style.soft}>
          The first {formatCount(finals.rows.length)} of {formatCount(finals.total)} answers; the tables hold all.
        </p>
      ) : null}
    </>
  );
}

function Chain({ cell, version, final }: { readonly cell: string; readonly version: string; readonly final: Row }) {
  const rounds = useRows({ table: cell, version, filters: chainFilters(final), most: mostRounds });
  const error = textOf(final.error);
  return (
    <section aria-label={`Chain of ${answerName(final)}`}>
      <p className={style.question}>{textOf(final.question)}</p>
      <ol className={style.chain} aria-busy={rounds === null}>
        <li className={style.step}>
          <div className={style.head}>
            <span className={style.name}>Answer</span>
            <span className={style.model}>{textOf(final.model)}</span>
          </div>
          <p className={style.text}>{textOf(final.response_original) || "There is none."}</p>
        </li>
        {(rounds?.rows ?? []).map((round) => (
          <RoundStep key={String(round.round)} round={round} />
        ))}
        {final.changed === true && Number(final.rounds) > 1 ? (
          <li className={style.step}>
            <div className={style.head}>
              <span className={style.name}>From the answer to the last revision</span>
            </div>
            <p className={style.text}>
              <WordDifference before={textOf(final.response_original)} after={textOf(final.response)} />
            </p>
          </li>
        ) : null}
      </ol>
      {error === "" ? null : (
        <p className={style.error} role="note">
          <Coded>{error}</Coded>
        </p>
      )}
    </section>
  );
}

function RoundStep({ round }: { readonly round: Row }) {
  const [draft, revision] = [textOf(round.draft), typeof round.revision === "string" ? round.revision : null];
  return (
    <li className={style.step}>
      <div className={style.head}>
        <span className={style.name}>Round {String(round.round)}</span>
        <span className={style.principle}>{textOf(round.principle)}</span>
        <Finding round={round} />
      </div>
      <p className={style.asked}>{textOf(round.principle_text)}</p>
      <blockquote className={style.critique}>{textOf(round.critique) || "No critique came."}</blockquote>
      {revision === null ? null : (
        <p className={style.text}>
          <WordDifference before={draft} after={revision} />
        </p>
      )}
    </li>
  );
}

function Finding({ round }: { readonly round: Row }) {
  if (textOf(round.error) !== "") return <Badge tone="bad">broke off</Badge>;
  if (round.found_nothing === true) return <Badge>found nothing</Badge>;
  if (round.changed !== true) return <Badge tone="warn">revised to the same text</Badge>;
  return <Badge tone="good">{round.found_nothing === null ? "revised, finding not said" : "revised"}</Badge>;
}

function textOf(value: Row[string] | undefined): string {
  return typeof value === "string" ? value : "";
}
