import { useState } from "react";
import type { SeenAnswer } from "#shared/labelling/label-answer.ts";
import type { LabelScale } from "#shared/labelling/label-queue.ts";
import type { LabelScreen } from "#shared/labelling/label-screen.ts";
import { Button } from "../kit/Button.tsx";
import { TextInput } from "../kit/Field.tsx";
import { Kbd } from "../kit/Kbd.tsx";
import style from "./LabellingPane.module.css";
import { keyOfScore } from "./label-keys.ts";

type AnswerBarProps = { readonly screen: LabelScreen; readonly onGive: (answer: SeenAnswer) => void };

type Offer = { readonly answer: SeenAnswer; readonly label: string; readonly keys: string | null; readonly help?: string };

const choices: readonly Offer[] = [
  { answer: { type: "choice", choice: "first" }, label: "First is better", keys: "1" },
  { answer: { type: "choice", choice: "second" }, label: "Second is better", keys: "2" },
  { answer: { type: "choice", choice: "tie" }, label: "Tie", keys: "3" },
  {
    answer: { type: "choice", choice: "neither" },
    label: "Neither is good",
    keys: "0",
    help: "Counts as a tie in measures, and stays apart from one as both_bad.",
  },
];

const verdicts: readonly Offer[] = [
  { answer: { type: "accept", accept: true }, label: "Accept", keys: "A" },
  { answer: { type: "accept", accept: false }, label: "Reject", keys: "R" },
];

/** Scores that fit on buttons; a wider scale is typed. */
const mostButtons = 11;

/** The answers there are, each a button and a key. */
export function AnswerBar({ screen, onGive }: AnswerBarProps) {
  const { ask, scale, item } = screen;
  if (ask === "score" && scale !== null && scale.max - scale.min >= mostButtons) return <TypedScore scale={scale} onGive={onGive} />;
  const offers = ask === "pairwise" ? choices : ask === "accept" ? verdicts : scale === null ? [] : scores(scale);
  return (
    <fieldset className={style.answers}>
      <legend className="visually-hidden">Your answer</legend>
      {offers.map(({ answer, label, keys, help }) => (
        <Button
          key={label}
          aria-pressed={JSON.stringify(item?.given?.answer) === JSON.stringify(answer)}
          {...(help ? { title: help } : {})}
          onClick={() => onGive(answer)}
        >
          {keys === null ? null : <Kbd keys={keys} />}
          {label}
        </Button>
      ))}
    </fieldset>
  );
}

function scores(scale: LabelScale): readonly Offer[] {
  return Array.from({ length: scale.max - scale.min + 1 }, (_, at): Offer => {
    const score = scale.min + at;
    const meaning = scale.levels[String(score)];
    const key = keyOfScore(score, scale);
    return {
      answer: { type: "score", score },
      // The key is the score itself wherever that is one digit.
      label: meaning ?? (key === String(score) ? "" : String(score)),
      keys: key,
      help: `Score ${score}${meaning ? `: ${meaning}` : ""}`,
    };
  });
}

function TypedScore({ scale, onGive }: { readonly scale: LabelScale; readonly onGive: (answer: SeenAnswer) => void }) {
  const [typed, setTyped] = useState("");
  const score = Number(typed);
  const fits = typed.trim() !== "" && Number.isInteger(score) && score >= scale.min && score <= scale.max;
  return (
    <form
      className={style.answers}
      onSubmit={(event) => {
        event.preventDefault();
        if (!fits) return;
        onGive({ type: "score", score });
        setTyped("");
      }}
    >
      <span className={style.number}>
        <TextInput
          inputMode="numeric"
          aria-label={`Score from ${scale.min} to ${scale.max}`}
          placeholder={`${scale.min} to ${scale.max}`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </span>
      <Button type="submit" disabled={!fits}>
        Record <Kbd keys="Enter" />
      </Button>
    </form>
  );
}
