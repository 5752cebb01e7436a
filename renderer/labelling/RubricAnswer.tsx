import { useEffect, useRef } from "react";
import type { ShownItem } from "#shared/labelling/label-screen.ts";
import { Button } from "../kit/Button.tsx";
import { Kbd } from "../kit/Kbd.tsx";
import style from "./LabellingPane.module.css";
import { optionsOf } from "./rubric-answers.ts";
import type { RubricTurn } from "./use-rubric-turn.ts";

type RubricAnswerProps = { readonly item: ShownItem; readonly turn: RubricTurn; readonly onRecord: () => void };

/** Criterion by criterion; the one whose turn it is takes the keys. */
export function RubricAnswer({ item, turn: { said, at, say, turnTo }, onRecord }: RubricAnswerProps) {
  const current = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is another row
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest" });
  }, [at, item.key]);
  const answered = item.rubric.filter(({ id }) => said[id] !== undefined).length;
  return (
    <>
      <ol className={style.criteria} aria-label="Criteria">
        {item.rubric.map((criterion, index) => (
          <li
            key={criterion.id}
            ref={index === at ? current : null}
            className={style.criterion}
            aria-current={index === at ? "step" : undefined}
          >
            <button type="button" className={style.criterionText} onClick={() => turnTo(index)}>
              <span className={style.soft}>{criterion.type}</span> {criterion.text}
            </button>
            <span className={style.options}>
              {optionsOf(criterion).map(({ value, label, keys }) => (
                <Button key={label} size="small" aria-pressed={said[criterion.id] === value} onClick={() => say(index, value)}>
                  {index === at ? <Kbd keys={keys} /> : null}
                  {label}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ol>
      <div className="visually-hidden" role="status" aria-live="polite">
        {item.rubric[at] ? `Criterion ${at + 1} of ${item.rubric.length}: ${item.rubric[at].text}` : ""}
      </div>
      <div className={style.answers}>
        <Button look="primary" disabled={answered < item.rubric.length} onClick={onRecord}>
          Record <Kbd keys="Enter" />
        </Button>
        <span className={style.soft}>
          {answered} of {item.rubric.length} answered
        </span>
      </div>
    </>
  );
}
