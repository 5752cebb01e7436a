import { useState } from "react";
import type { ChartFrames } from "#shared/charts/drawing.ts";
import classes from "./Frames.module.css";
import { frameWords } from "./frame-words.ts";
import { Panels, type PanelsProps } from "./Panels.tsx";

type FramesProps = { readonly frames: ChartFrames; readonly title: string; readonly picture: PanelsProps["picture"] };

/** Panels that a slider turns: one place a value, so that arrow keys, Home and End go from value to value. */
export function Frames({ frames, title, picture }: FramesProps) {
  const [chosen, setChosen] = useState(frames.start);
  const last = frames.values.length - 1;
  const place = Math.min(chosen, last);
  return (
    <section className={classes.frames} aria-label={`${title}, by ${frames.label}`}>
      <label className={classes.bar}>
        <span className={classes.label}>{frames.label}</span>
        <input
          type="range"
          className={classes.slider}
          min={0}
          max={last}
          step={1}
          value={place}
          aria-valuetext={frameWords(frames, place)}
          onChange={(event) => setChosen(Number(event.target.value))}
        />
        <output className={classes.value}>{frames.values[place]}</output>
        <span className={classes.sentence}>{frames.sentence}</span>
      </label>
      <Panels title={title} panels={frames.panels[place] ?? []} picture={picture} />
    </section>
  );
}
