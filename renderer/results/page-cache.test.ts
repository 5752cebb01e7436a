import { expect, it } from "vitest";
import { createPageCache, pageRows, pagesBetween } from "./page-cache.ts";

const page = (first: number) => Array.from({ length: pageRows }, (_, index) => ({ id: first + index }));

it("finds rows by their index in the view", () => {
  const cache = createPageCache(3);
  cache.put(2, page(400));
  expect(cache.row(400)).toEqual({ id: 400 });
  expect(cache.row(599)).toEqual({ id: 599 });
  expect(cache.row(600)).toBeUndefined();
  expect(cache.row(0)).toBeUndefined();
});

it("lets the page go that was longest unused", () => {
  const cache = createPageCache(2);
  cache.put(0, page(0));
  cache.put(1, page(200));
  cache.row(0);
  cache.put(2, page(400));
  expect([0, 1, 2].map(cache.has)).toEqual([true, false, true]);
});

it("lists the pages a stretch of rows needs", () => {
  expect(pagesBetween(0, 199)).toEqual([0]);
  expect(pagesBetween(190, 410)).toEqual([0, 1, 2]);
  expect(pagesBetween(0, -1)).toEqual([]);
});
