/** Browsers stop at 17 to 33 million pixels; beyond this height the scroll bar stands for more than it measures. */
export const tallestPx = 8_000_000;
/** So near its ends even a scaled track moves pixel for pixel. */
const edgePx = 20_000;

/** What is scrolled (all rows, in pixels) and the window it is seen through. */
export type Track = { readonly contentPx: number; readonly viewPx: number };

/** Where the element stands, and where in the rows that is; the same number unless the track is scaled. */
export type ScrollPlace = { readonly scrollTop: number; readonly top: number };

export const startPlace: ScrollPlace = { scrollTop: 0, top: 0 };

export function trackPx(contentPx: number): number {
  return Math.min(contentPx, tallestPx);
}

/** The place `top` pixels into the rows. */
export function placeAt(top: number, track: Track): ScrollPlace {
  const wanted = clamp(top, furthest(track));
  return { top: wanted, scrollTop: toScroll(wanted, track) };
}

/**
 * The place after the browser scrolled to `scrollTop`. A short way is taken pixel for pixel, so that wheels and arrows
 * move by rows; a long way (the thumb was dragged) goes by share. The caller writes `scrollTop` back where it differs.
 */
export function placeAfterScroll(before: ScrollPlace, scrollTop: number, track: Track): ScrollPlace {
  if (track.contentPx <= tallestPx) return { scrollTop, top: clamp(scrollTop, furthest(track)) };
  const way = scrollTop - before.scrollTop;
  const top = Math.abs(way) <= track.viewPx ? clamp(before.top + way, furthest(track)) : toContent(scrollTop, track);
  const atEnd = scrollTop <= 0 || scrollTop >= furthestScroll(track);
  const meansEnd = top <= 0 || top >= furthest(track);
  return { top, scrollTop: atEnd === meansEnd ? scrollTop : toScroll(top, track) };
}

/** First and last row in sight, both included; `last` is -1 when there is none. */
export function rowsInSight(top: number, rowPx: number, track: Track): { readonly first: number; readonly last: number } {
  const rows = Math.round(track.contentPx / rowPx);
  const last = Math.min(rows - 1, Math.floor((top + track.viewPx - 1) / rowPx));
  return { first: Math.max(0, Math.min(last, Math.floor(top / rowPx))), last };
}

/** `top` moved no further than needed to show a row whole. */
export function topShowing(row: number, top: number, rowPx: number, viewPx: number): number {
  if (row * rowPx < top) return row * rowPx;
  return Math.max(top, (row + 1) * rowPx - viewPx);
}

const furthest = (track: Track): number => Math.max(0, track.contentPx - track.viewPx);
const furthestScroll = (track: Track): number => Math.max(0, trackPx(track.contentPx) - track.viewPx);
const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));

function toScroll(top: number, track: Track): number {
  if (track.contentPx <= tallestPx) return top;
  const [most, mostScroll] = [furthest(track), furthestScroll(track)];
  if (top <= edgePx) return top;
  if (top >= most - edgePx) return mostScroll - (most - top);
  return edgePx + ((top - edgePx) * (mostScroll - 2 * edgePx)) / (most - 2 * edgePx);
}

function toContent(scrollTop: number, track: Track): number {
  const [most, mostScroll] = [furthest(track), furthestScroll(track)];
  if (scrollTop <= edgePx) return Math.max(0, scrollTop);
  if (scrollTop >= mostScroll - edgePx) return Math.min(most, most - (mostScroll - scrollTop));
  return edgePx + ((scrollTop - edgePx) * (most - 2 * edgePx)) / (mostScroll - 2 * edgePx);
}
