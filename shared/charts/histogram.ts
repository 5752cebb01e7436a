import { quantile } from "../statistics/quantile.ts";
import { capitalised } from "../words.ts";
import { numberAxis } from "./axis.ts";
import { binning, countBins } from "./bins.ts";
import { type Drilling, drillOf, drillOfBin } from "./chart-drill.ts";
import { type ChartStudy, type Drawn, formatOf, seriesOf } from "./chart-study.ts";
import type { ChartPanel, HistogramSeries } from "./drawing.ts";
import { paletteOf } from "./palette.ts";
import { columnWords, isMoment, numberReader, requireNumbers } from "./table-columns.ts";
import { writeNumber } from "./write-number.ts";

/** Histogram: one set of bins over all rows, so that facets and series compare. */
export function drawHistogram(study: ChartStudy): Drawn {
  const { body, schema, rows, context, facets } = study;
  const x = requireNumbers(schema, body.x, "x", "Use `type: bar` with `agg: count` for categories.");
  const read = numberReader(x);
  const numbers = (part: typeof rows) => part.map(read).filter((value) => value !== null);
  const values = numbers(rows);
  const bins = binning(values, body.bins);
  const series = seriesOf(study);
  const color = paletteOf(series.names, context);
  const words = columnWords(x.name);
  const drillOfPart = (part: typeof rows, bin: { readonly from: number; readonly to: number }, isLast: boolean): Drilling => {
    const { drill } = drillOf(study, [study.facetColumn, series.column], part);
    return drill ? { drill: [...drill, ...drillOfBin(study, x, bin, isLast)] } : {};
  };
  const counted = facets.map((facet) => ({
    title: facet.title,
    series: series.part(facet.rows).map(
      (part): HistogramSeries => ({
        name: part.name || words,
        color: series.column ? color(part.name) : 0,
        bins: countBins(numbers(part.rows), bins).map((bin, index) => ({
          ...bin,
          ...drillOfPart(part.rows, bin, index + 1 === bins.count),
        })),
      }),
    ),
  }));
  const format = isMoment(x) ? "date" : formatOf(study, "none", x.name);
  const edges = [bins.start, bins.start + bins.width * bins.count];
  const axis = numberAxis(edges, { label: words, format, withZero: false, ticks: 8 });
  const [from = 0, to = 1] = edges;
  const ticks = axis.ticks.filter((tick) => tick >= from - 1e-9 && tick <= to + 1e-9);
  const counts = counted.flatMap((panel) => panel.series.flatMap((each) => each.bins.map(({ count }) => count)));
  const y = numberAxis(counts, { label: "rows", format: "number", withZero: true });
  const whole = { ...y, ticks: y.ticks.filter(Number.isInteger) };
  const panels = counted.map(
    ({ title, series: parts }): ChartPanel => ({
      title,
      plot: { type: "histogram", x: { ...axis, domain: [from, to], ticks }, y: whole, series: parts },
    }),
  );
  const missing = rows.length - values.length;
  return {
    title: `How ${words} is spread`,
    panels,
    method: `rows per bin of width ${writeNumber(bins.width, format === "date" ? "number" : format)}${body.bins ? "" : " (Freedman–Diaconis, rounded)"}`,
    finding: spreadFinding(words, values, format),
    remarks: [...(missing > 0 ? [`${missing.toLocaleString("en")} rows without a number left out`] : []), ...series.remarks],
  };
}

function spreadFinding(words: string, values: readonly number[], format: ReturnType<typeof formatOf>): string {
  if (values.length === 0) return `No row has a number in ${words}.`;
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => writeNumber(quantile(sorted, share), format);
  return `${capitalised(words)} has median ${at(0.5)}, half of the ${values.length.toLocaleString("en")} rows lie between ${at(0.25)} and ${at(0.75)}, all between ${at(0)} and ${at(1)}.`;
}
