import { ZIndexLayer } from "recharts";
import type { Frame } from "./frame.ts";
import { BinMarks } from "./Histogram.tsx";
import { type HistogramPlot, placeBins } from "./histogram-layout.ts";
import { LiveBottomAxis, LiveLeftAxis, marksLayer, useScales } from "./LiveAxes.tsx";
import { PointMarks } from "./Points.tsx";
import { type PointPlot, placePoints } from "./point-layout.ts";

type LiveProps<Plot> = { readonly plot: Plot; readonly frame: Frame };

// All points of a picture are one layer at the places of Recharts' scales: its own Scatter subscribes every point to the
// store, which 2,000 points feel.

export function LivePoints({ plot, frame }: LiveProps<PointPlot>) {
  return (
    <>
      <LiveLeftAxis axis={plot.y} frame={frame} />
      <LiveBottomAxis axis={plot.x} frame={frame} grid="ticks" />
      <PlacedPoints plot={plot} frame={frame} />
    </>
  );
}

function PlacedPoints({ plot, frame }: LiveProps<PointPlot>) {
  const scales = useScales();
  return (
    scales && (
      <ZIndexLayer zIndex={marksLayer}>
        <PointMarks plot={plot} layout={placePoints(plot, frame, scales)} />
      </ZIndexLayer>
    )
  );
}

export function LiveBins({ plot, frame }: LiveProps<HistogramPlot>) {
  return (
    <>
      <LiveLeftAxis axis={plot.y} frame={frame} />
      <LiveBottomAxis axis={plot.x} frame={frame} grid="ticks" />
      <PlacedBins plot={plot} frame={frame} />
    </>
  );
}

function PlacedBins({ plot, frame }: LiveProps<HistogramPlot>) {
  const scales = useScales();
  return (
    scales && (
      <ZIndexLayer zIndex={marksLayer}>
        <BinMarks plot={plot} layout={placeBins(plot, frame, scales)} />
      </ZIndexLayer>
    )
  );
}
