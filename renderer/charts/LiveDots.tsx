import { useXAxisScale, useYAxisScale, YAxis, ZIndexLayer } from "recharts";
import { BandName } from "./Bars.tsx";
import { DotMarks } from "./Dots.tsx";
import { type DotPlot, dotBand, placeDots } from "./dot-layout.ts";
import type { Frame } from "./frame.ts";
import { categoryAxis, LiveBottomAxis, marksLayer } from "./LiveAxes.tsx";
import { tenths } from "./scale.ts";

type LiveDotsProps = { readonly plot: DotPlot; readonly frame: Frame };

export function LiveDots({ plot, frame }: LiveDotsProps) {
  return (
    <>
      <LiveBottomAxis axis={plot.x} frame={frame} grid="lines" />
      <YAxis
        {...categoryAxis}
        reversed
        width={frame.left}
        tick={({ y, payload }) => (
          <BandName category={String(payload.value)} middle={Number(y)} width={dotBand(plot, frame)} direction="across" frame={frame} />
        )}
      />
      <PlacedDots plot={plot} frame={frame} />
    </>
  );
}

function PlacedDots({ plot, frame }: LiveDotsProps) {
  const [value, band] = [useXAxisScale(), useYAxisScale()];
  if (!value || !band) return null;
  const scales = {
    value: (number: number) => tenths(value(number) ?? 0),
    category: (category: string) => band(category, { position: "middle" }) ?? 0,
  };
  return (
    <ZIndexLayer zIndex={marksLayer}>
      <DotMarks plot={plot} layout={placeDots(plot, frame, scales)} />
    </ZIndexLayer>
  );
}
