import { useMemo } from "react";
import { drawLoss, drawVocabulary } from "#shared/charts/draw-student.ts";
import type { CellResult } from "#shared/journal/entries.ts";
import { tidyRowOf } from "#shared/statistics/read-tidy-row.ts";
import { vocabularySentence } from "#shared/student/vocabulary-rows.ts";
import { DrilledChart } from "../DrilledChart.tsx";
import { Headline } from "../Headline.tsx";
import { FindingGroups } from "../measure/FindingGroups.tsx";
import { useRows } from "../use-rows.ts";
import style from "./StudentFigures.module.css";

type StudentFiguresProps = {
  readonly cell: string;
  readonly result: CellResult;
  readonly table: string;
  readonly about: "loss" | "vocabulary";
};

/** A chain has six figures a generation; longer ones are in the table. */
const mostRows = 2_000;

const abouts = {
  loss: {
    sentence:
      "Cross-entropy in bits a token on texts held out by item (perplexity is 2 to its power), over one vocabulary, so that students compare.",
    draw: drawLoss,
  },
  vocabulary: {
    sentence: "What each generation's data set holds of tokens and their kinds, counted whole.",
    draw: drawVocabulary,
  },
} as const;

/** One of a student's tables of figures: the finding, its chart and every figure in words. */
export function StudentFigures({ cell, result, table, about }: StudentFiguresProps) {
  const found = useRows({ table, version: `${result.recipe} ${result.at}`, most: mostRows });
  const { sentence, draw } = abouts[about];
  const rows = useMemo(() => (found?.rows ?? []).map(tidyRowOf), [found]);
  const drawing = useMemo(() => draw(rows, { table: cell, simulated: result.simulated }), [draw, rows, cell, result.simulated]);
  if (found === null) return <p role="status">Reading …</p>;
  const told = about === "loss" ? (rows[0]?.sentence ?? "") : vocabularySentence(rows);
  return (
    <>
      <p className={style.method}>{sentence}</p>
      <Headline rows={rows} sentence={told} />
      {drawing === null ? null : <DrilledChart drawing={drawing} cell={cell} />}
      <FindingGroups rows={rows} total={found.total} told={told} />
    </>
  );
}
