import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ancestors, buildGraph, descendants, type GraphCell } from "./graph.ts";

const cell = (name: string, reads: readonly string[], tables: readonly string[] = [name]): GraphCell => ({
  name,
  kind: "sql",
  tables,
  references: reads.map((read) => ({ name: read, key: "from" })),
});

describe("buildGraph", () => {
  it("orders cells by what they read, whatever their place on the page", () => {
    const graph = buildGraph([cell("chart", ["verdicts"]), cell("verdicts", ["answers"]), cell("answers", [])]);
    expect(graph.order).toEqual(["answers", "verdicts", "chart"]);
    expect(graph.nodes.get("verdicts")).toMatchObject({ upstream: ["answers"], downstream: ["chart"], problems: [] });
  });

  it("finds the cell behind a secondary table and ignores case, as DuckDB does", () => {
    const graph = buildGraph([cell("verdicts", [], ["verdicts", "verdicts_calls"]), cell("tokens", ["Verdicts_Calls"])]);
    expect(graph.nodes.get("tokens")?.upstream).toEqual(["verdicts"]);
  });

  it("keeps an unknown name on the cell, with the nearest known one", () => {
    const graph = buildGraph([cell("answers", []), cell("best", ["anwsers"])]);
    expect(graph.nodes.get("best")?.problems).toMatchObject([
      { code: "name-unknown", hint: "Did you mean `answers`?", place: { cell: "best" } },
    ]);
  });

  it("names the circle on every cell of it and leaves the others in order", () => {
    const graph = buildGraph([cell("below", ["a"]), cell("a", ["c", "above"]), cell("b", ["a"]), cell("c", ["b"]), cell("above", [])]);
    for (const name of ["a", "b", "c"]) expect(graph.nodes.get(name)?.problems.map((problem) => problem.code)).toEqual(["cycle"]);
    expect(graph.order.indexOf("above")).toBeLessThan(graph.order.indexOf("a"));
    expect(graph.order.at(-1)).toBe("below");
    for (const name of ["above", "below"]) expect(graph.nodes.get(name)?.problems).toEqual([]);
  });

  it("walks all the way up and down", () => {
    const graph = buildGraph([cell("a", []), cell("b", ["a"]), cell("c", ["b"]), cell("d", ["a"])]);
    expect([...ancestors(graph, "c")].sort()).toEqual(["a", "b"]);
    expect([...descendants(graph, "a")].sort()).toEqual(["b", "c", "d"]);
  });

  it("puts every cell after what it reads, for any acyclic notebook in any page order", () => {
    const notebook = fc
      .array(fc.array(fc.nat(20), { maxLength: 3 }), { minLength: 1, maxLength: 20 })
      .map((reads) =>
        reads.map((earlier, index) =>
          cell(
            `c${index}`,
            earlier.filter((at) => at < index).map((at) => `c${at}`),
          ),
        ),
      )
      .chain((cells) => fc.shuffledSubarray(cells, { minLength: cells.length }));
    fc.assert(
      fc.property(notebook, (cells) => {
        const graph = buildGraph(cells);
        expect([...graph.order].sort()).toEqual(cells.map((each) => each.name).sort());
        for (const each of cells) {
          for (const read of each.references ?? []) expect(graph.order.indexOf(read.name)).toBeLessThan(graph.order.indexOf(each.name));
        }
      }),
    );
  });
});
