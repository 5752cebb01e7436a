import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { LabelScreen } from "#shared/labelling/label-screen.ts";
import { Banner } from "../kit/Banner.tsx";
import { Button } from "../kit/Button.tsx";
import { Coded } from "../kit/Coded.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { countOf } from "../kit/format.ts";
import { AnswerBar } from "./AnswerBar.tsx";
import { ItemTexts } from "./ItemTexts.tsx";
import style from "./LabellingPane.module.css";
import { actionOf, answerWords, type LabelAction } from "./label-keys.ts";
import { NoteField } from "./NoteField.tsx";
import { QueueFoot } from "./QueueFoot.tsx";
import { QueueHead } from "./QueueHead.tsx";
import { RubricAnswer } from "./RubricAnswer.tsx";
import { allAnswers } from "./rubric-answers.ts";
import type { Labelling } from "./use-labelling.ts";
import { useRubricTurn } from "./use-rubric-turn.ts";

type QueueViewProps = {
  readonly cell: string;
  readonly annotator: string;
  readonly labelling: Labelling;
  readonly wide: boolean;
  readonly takesFocus: boolean;
  readonly onWide: () => void;
  readonly onWho: () => void;
};

/** One item at a time, every answer a key. The focus stays on the queue, so that the next key meets the next item. */
export function QueueView({ cell, annotator, labelling, wide, takesFocus, onWide, onWho }: QueueViewProps) {
  const { screen, failure, standing } = labelling;
  const pane = useRef<HTMLElement>(null);
  const [noting, setNoting] = useState(false);
  const turn = useRubricTurn(screen?.item ?? null);
  const isReady = screen !== null;
  useEffect(() => {
    if (takesFocus && isReady) pane.current?.focus({ preventScroll: true });
  }, [takesFocus, isReady]);

  if (failure)
    return (
      <EmptyState title={failure.sentence} actions={<Button onClick={onWho}>Label as somebody else</Button>}>
        {failure.hint}
      </EmptyState>
    );
  if (!screen) return <div className={style.waiting} />;

  const record = (): void => {
    const answers = screen.item ? allAnswers(screen.item, turn.said) : null;
    if (answers !== null) labelling.give({ type: "rubric", criteria: answers });
  };
  const goTo = (key: string | null): void => {
    if (key !== null) labelling.go(key);
  };
  const act = (action: LabelAction): void => {
    if (action.type === "answer") labelling.give(action.answer);
    else if (action.type === "criterion") turn.say(turn.at, action.value);
    else plainActs[action.type]();
  };
  const plainActs = {
    undo: labelling.undo,
    note: () => setNoting(!labelling.isBusy()),
    before: () => goTo(screen.before),
    after: () => goTo(screen.after),
    up: () => turn.turnTo(turn.at - 1),
    down: () => turn.turnTo(turn.at + 1),
    record,
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.closest("input, textarea, [role=menu]")) return;
    if (event.key === "Enter" && target?.closest("button")) return;
    // In a text that scrolls, up and down scroll it.
    if ((event.key === "ArrowUp" || event.key === "ArrowDown") && target?.dataset.text !== undefined) return;
    const action = actionOf(event.key, screen, screen.item?.rubric[turn.at] ?? null);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    act(action);
    // A button that was pressed may be gone with its item; the queue is not.
    if (action.type !== "note") pane.current?.focus({ preventScroll: true });
  };

  return (
    <section
      ref={pane}
      className={style.pane}
      data-wide={wide}
      data-own-keys=""
      data-first={wide ? "" : undefined}
      aria-label={`Queue of ${cell}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the place where the keys are taken
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <QueueHead annotator={annotator} screen={screen} standing={standing} wide={wide} onWide={onWide} onWho={onWho} />
      {standing?.isDeterministic ? (
        <Banner tone="info">The hardest items were taken without a draw: no figure can be corrected from these labels.</Banner>
      ) : null}
      {standing?.problems.map((problem) => (
        <Banner key={problem} tone="warn">
          <Coded>{problem}</Coded>
        </Banner>
      ))}
      {standing?.strays.map(({ cell: stray, sentence }) => (
        <Banner
          key={stray}
          tone="warn"
          actions={
            <Button size="small" onClick={() => labelling.adopt(stray)}>
              Use them here
            </Button>
          }
        >
          <Coded>{sentence}</Coded>
        </Banner>
      ))}
      {screen.item === null ? <Done screen={screen} annotator={annotator} /> : null}
      {screen.criteria && screen.item ? <p className={style.brief}>{screen.criteria}</p> : null}
      {screen.item ? <ItemTexts cell={cell} item={screen.item} /> : null}
      {screen.item?.given ? (
        <p className={style.given}>You said: {answerWords(screen.item.given.answer)}. Another answer replaces it.</p>
      ) : null}
      {screen.item && screen.ask === "rubric" ? <RubricAnswer item={screen.item} turn={turn} onRecord={record} /> : null}
      {screen.item && screen.ask !== "rubric" ? <AnswerBar screen={screen} onGive={labelling.give} /> : null}
      {noting ? (
        <NoteField
          note={labelling.note}
          onChange={labelling.setNote}
          onClose={() => {
            setNoting(false);
            labelling.keepNote();
            pane.current?.focus({ preventScroll: true });
          }}
        />
      ) : null}
      <QueueFoot
        cell={cell}
        annotator={annotator}
        screen={screen}
        note={noting ? "" : labelling.note}
        onAct={act}
        onImported={() => labelling.go(null)}
      />
    </section>
  );
}

function Done({ screen, annotator }: { readonly screen: LabelScreen; readonly annotator: string }) {
  const { own, progress } = screen;
  const open = progress.wanted - progress.done;
  return (
    <EmptyState title={own.total === 0 ? `There is nothing for ${annotator} to label.` : `Nothing is left for ${annotator}.`}>
      {own.done} labelled, {own.skipped} skipped.{" "}
      {open === 0 ? "Every item has its labels." : `${countOf(open, "label")} still wanted of others.`}
    </EmptyState>
  );
}
