import { useXAxisScale, useYAxisScale, XAxis, YAxis, ZIndexLayer } from "recharts";
import { BottomName } from "./Axes.tsx";
import { BandName, BarMarks } from "./Bars.tsx";
import { type BarGrid, type BarPlot, placeBars } from "./bar-layout.ts";
import { categoryAxis, LiveBottomAxis, LiveLeftAxis, marksLayer } from "./LiveAxes.tsx";
import { tenths } from "./scale.ts";

type LiveBarsProps = { readonly plot: BarPlot; readonly grid: BarGrid };

export function LiveBars({ plot, grid }: LiveBarsProps) {
  const { direction, frame, bandWidth } = grid;
  const name = (category: unknown, middle: number) => (
    <BandName category={String(category)} middle={middle} width={bandWidth} direction={direction} frame={frame} />
  );
  return (
    <>
      {direction === "across" ? (
        <>
          <LiveBottomAxis axis={plot.y} frame={frame} grid="lines" />
          <YAxis {...categoryAxis} reversed width={frame.left} tick={({ y, payload }) => name(payload.value, Number(y))} />
        </>
      ) : (
        <>
          <LiveLeftAxis axis={plot.y} frame={frame} />
          <XAxis {...categoryAxis} height={frame.height - frame.bottom} tick={({ x, payload }) => name(payload.value, Number(x))} />
          <BottomName frame={frame} name={plot.x.label} />
        </>
      )}
      <PlacedBars plot={plot} grid={grid} />
    </>
  );
}

function PlacedBars({ plot, grid }: LiveBarsProps) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  const [value, band] = grid.direction === "across" ? [x, y] : [y, x];
  if (!value || !band) return null;
  const scales = {
    value: (number: number) => tenths(value(number) ?? 0),
    category: (category: string) => band(category, { position: "middle" }) ?? 0,
  };
  return (
    <ZIndexLayer zIndex={marksLayer}>
      <BarMarks plot={plot} layout={placeBars(plot, grid, scales)} />
    </ZIndexLayer>
  );
}
