import { useState } from "react";
import type { Row, Value } from "#shared/data/table.ts";
import { Coded } from "../kit/Coded.tsx";
import { Segments } from "../kit/Segments.tsx";
import { LongText } from "./LongText.tsx";
import { outcomeLook } from "./outcomes.ts";
import style from "./RowDrawer.module.css";
import { type WordPart, wordDifference } from "./word-difference.ts";

/** What a judge decided of this row, and the two answers it decided between. */
export function RowVerdict({ row }: { readonly row: Row }) {
  const look = outcomeLook(row.outcome);
  const [left, right] = [textOf(row.response_a), textOf(row.response_b)];
  if (look === null && (left === null || right === null)) return null;
  const facts = [
    fact("winner", row.winner),
    fact("score", row.score),
    fact("p", row.p),
    fact("margin", row.margin),
    fact("reason", row.reason),
  ].filter((each) => each !== null);
  return (
    <>
      {look === null ? null : (
        <section>
          <h3 className={style.title}>Verdict{typeof row.judge === "string" ? ` of ${row.judge}` : ""}</h3>
          <div className={style.verdict}>
            <span className={`${style.outcome} ${style[look.tone]}`}>
              <span className={style.mark} aria-hidden="true">
                {look.mark}
              </span>
              {String(row.outcome)}
            </span>
            {facts.map(({ name, text }) => (
              <span key={name}>
                <span className={style.soft}>{name}</span> <Coded>{text}</Coded>
              </span>
            ))}
            {typeof row.rationale === "string" && row.rationale !== "" ? <p className={style.rationale}>{row.rationale}</p> : null}
          </div>
        </section>
      )}
      {left !== null && right !== null ? <AnswerPair row={row} left={left} right={right} /> : null}
    </>
  );
}

function AnswerPair({ row, left, right }: { readonly row: Row; readonly left: string; readonly right: string }) {
  const [shows, setShows] = useState<"texts" | "difference">("texts");
  const parts = shows === "difference" ? wordDifference(left, right) : null;
  return (
    <section>
      <div className={style.pairHead}>
        <h3 className={style.title}>Both answers</h3>
        <Segments
          name="How to show the answers"
          value={shows}
          options={[
            { value: "texts", label: "Texts" },
            { value: "difference", label: "Difference" },
          ]}
          onChange={setShows}
        />
      </div>
      <div className={style.pair}>
        <Answer name="a" model={row.a} won={row.verdict === "a"}>
          {parts === null ? <LongText text={left} look="plain" /> : <Parts parts={parts} leaving="added" />}
        </Answer>
        <Answer name="b" model={row.b} won={row.verdict === "b"}>
          {parts === null ? <LongText text={right} look="plain" /> : <Parts parts={parts} leaving="removed" />}
        </Answer>
      </div>
    </section>
  );
}

type AnswerProps = { readonly name: string; readonly model: Value | undefined; readonly won: boolean; readonly children: React.ReactNode };

function Answer({ name, model, won, children }: AnswerProps) {
  return (
    <div className={style.answer} data-won={won}>
      <div className={style.answerHead}>
        <span>
          <span className={style.soft}>{name}</span> {typeof model === "string" ? model : ""}
        </span>
        {won ? <span className={style.good}>▲ preferred</span> : null}
      </div>
      <div className={style.answerText}>{children}</div>
    </div>
  );
}

function Parts({ parts, leaving }: { readonly parts: readonly WordPart[]; readonly leaving: "added" | "removed" }) {
  return parts
    .filter((part) => part.type !== leaving)
    .map((part, index) => {
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
      if (part.type === "same") return <span key={index}>{part.text}</span>;
      const Mark = part.type === "removed" ? "del" : "ins";
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
        <Mark key={index} className={style[part.type]}>
          {part.text}
        </Mark>
      );
    });
}

function textOf(value: Value | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function fact(name: string, value: Value | undefined): { readonly name: string; readonly text: string } | null {
  if (value === null || value === undefined || value === "") return null;
  return { name, text: typeof value === "number" ? String(Number(value.toPrecision(4))) : String(value) };
}
