/** Quantile of sorted numbers with linear interpolation between order statistics (type 7, numpy's default). NaN when empty. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** `quantile` of unsorted numbers, which are moved about only as far as it takes: a draw's worth of sorting saved. */
export function quantileOf(values: Float64Array, share: number): number {
  if (values.length === 0) return Number.NaN;
  const position = (values.length - 1) * share;
  const below = orderStatistic(values, Math.floor(position));
  const above = orderStatistic(values, Math.ceil(position));
  return below + (above - below) * (position - Math.floor(position));
}

/** The number that sorting would put at `place` (Hoare 1961, Find). */
function orderStatistic(values: Float64Array, place: number): number {
  let [least, most] = [0, values.length - 1];
  while (least < most) {
    const pivot = values[place] as number;
    let [up, down] = [least, most];
    while (up <= down) {
      while ((values[up] as number) < pivot) up++;
      while ((values[down] as number) > pivot) down--;
      if (up > down) break;
      const moved = values[up] as number;
      values[up++] = values[down] as number;
      values[down--] = moved;
    }
    if (down < place) least = up;
    if (up > place) most = down;
  }
  return values[place] as number;
}
