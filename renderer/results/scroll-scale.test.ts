import fc from "fast-check";
import { expect, it } from "vitest";
import { placeAfterScroll, placeAt, rowsInSight, startPlace, tallestPx, topShowing, trackPx } from "./scroll-scale.ts";

const million = { contentPx: 32_000_000, viewPx: 400 };
const small = { contentPx: 3200, viewPx: 400 };

it("leaves tables that fit into an element as they are", () => {
  expect(trackPx(small.contentPx)).toBe(3200);
  expect(placeAfterScroll(startPlace, 1234, small)).toEqual({ scrollTop: 1234, top: 1234 });
  expect(placeAt(9999, small)).toEqual({ scrollTop: 2800, top: 2800 });
});

it("moves pixel for pixel on short ways and by share on long ones", () => {
  const middle = placeAt(16_000_000, million);
  expect(placeAfterScroll(middle, middle.scrollTop + 100, million).top).toBe(16_000_100);
  const dragged = placeAfterScroll(startPlace, tallestPx / 2, million);
  expect(dragged.top / million.contentPx).toBeCloseTo(0.5, 2);
});

it("reaches the first and the last row by dragging", () => {
  const end = placeAfterScroll(startPlace, tallestPx - million.viewPx, million);
  expect(end.top).toBe(million.contentPx - million.viewPx);
  expect(rowsInSight(end.top, 32, million).last).toBe(999_999);
  expect(placeAfterScroll(end, 0, million)).toEqual(startPlace);
});

it("never gets stuck at an end of the track while rows are left", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 31_999_600 }), fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 80 }), (top, ways) => {
      let place = placeAt(top, million);
      for (const way of ways) {
        const scrollTop = Math.max(0, Math.min(tallestPx - million.viewPx, place.scrollTop + way));
        place = placeAfterScroll(place, scrollTop, million);
        expect(place.top).toBeGreaterThanOrEqual(0);
        expect(place.top).toBeLessThanOrEqual(million.contentPx - million.viewPx);
        if (place.top > 0) expect(place.scrollTop).toBeGreaterThan(0);
        if (place.top < million.contentPx - million.viewPx) expect(place.scrollTop).toBeLessThan(tallestPx - million.viewPx);
      }
    }),
  );
});

it("comes up to the first row in wheel steps, however it got away", () => {
  let place = placeAt(5000, million);
  for (let step = 0; step < 60; step += 1) place = placeAfterScroll(place, Math.max(0, place.scrollTop - 100), million);
  expect(place).toEqual(startPlace);
});

it("names the rows in sight, and none of an empty table", () => {
  expect(rowsInSight(64, 32, small)).toEqual({ first: 2, last: 14 });
  expect(rowsInSight(0, 32, { contentPx: 0, viewPx: 400 })).toEqual({ first: 0, last: -1 });
});

it("scrolls no further than needed to show a row", () => {
  expect(topShowing(3, 0, 32, 400)).toBe(0);
  expect(topShowing(20, 0, 32, 400)).toBe(21 * 32 - 400);
  expect(topShowing(2, 320, 32, 400)).toBe(64);
});
