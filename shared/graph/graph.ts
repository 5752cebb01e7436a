import type { Problem } from "../assay-error.ts";
import type { Reference } from "../cells/cell-kind.ts";
import { didYouMean } from "../nearest-names.ts";

/** One cell as the graph sees it. `references` is null when the body can't be read, so nothing is known of what it reads. */
export type GraphCell = {
  readonly name: string;
  readonly kind: string;
  readonly tables: readonly string[];
  readonly references: readonly Reference[] | null;
};

export type GraphNode = {
  readonly name: string;
  readonly upstream: readonly string[];
  readonly downstream: readonly string[];
  /** Unknown names and cycles, as values: they stand on the cell and the rest of the notebook works. */
  readonly problems: readonly Problem[];
};

export type Graph = {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** Cells in an order in which every one comes after what it reads, save where cells on a cycle read each other. */
  readonly order: readonly string[];
  /** Table name (lower case) → the cell that yields it. */
  readonly owners: ReadonlyMap<string, string>;
};

/**
 * Edges from names. Names compare whatever the case, as DuckDB's do. A prompt or other cell without tables is found by its own name.
 * Cells must have unique names; clashes are sorted out before.
 */
export function buildGraph(cells: readonly GraphCell[]): Graph {
  const owners = new Map<string, string>();
  for (const cell of cells) {
    owners.set(cell.name.toLowerCase(), cell.name);
    for (const table of cell.tables) owners.set(table.toLowerCase(), cell.name);
  }
  const upstream = new Map<string, Set<string>>(cells.map((cell) => [cell.name, new Set()]));
  const problems = new Map<string, Problem[]>(cells.map((cell) => [cell.name, []]));
  for (const cell of cells) {
    for (const reference of cell.references ?? []) {
      const owner = owners.get(reference.name.toLowerCase());
      if (owner !== undefined) upstream.get(cell.name)?.add(owner);
      else problems.get(cell.name)?.push(unknownName(cell.name, reference, owners));
    }
  }
  const downstream = new Map<string, string[]>(cells.map((cell) => [cell.name, []]));
  for (const [name, sources] of upstream) for (const source of sources) downstream.get(source)?.push(name);
  const { order, cycles } = sort(
    cells.map((cell) => cell.name),
    upstream,
  );
  for (const cycle of cycles) for (const name of cycle) problems.get(name)?.push(cycleProblem(name, cycle));
  const nodes = new Map(
    cells.map((cell) => [
      cell.name,
      {
        name: cell.name,
        upstream: [...(upstream.get(cell.name) ?? [])],
        downstream: downstream.get(cell.name) ?? [],
        problems: problems.get(cell.name) ?? [],
      },
    ]),
  );
  return { nodes, order, owners };
}

function unknownName(cell: string, reference: Reference, owners: ReadonlyMap<string, string>): Problem {
  const suggestion = didYouMean(
    reference.name,
    [...owners.keys()].filter((name) => name !== cell.toLowerCase()),
  );
  const hint = suggestion || "Create a cell of that name, or name another one.";
  return {
    code: "name-unknown",
    severity: "error",
    sentence: `There is no cell or table \`${reference.name}\`.`,
    hint,
    place: { cell, key: reference.key },
  };
}

function cycleProblem(cell: string, cycle: readonly string[]): Problem {
  const from = cycle.indexOf(cell);
  const path = [...cycle.slice(from), ...cycle.slice(0, from), cell].join(" → ");
  return {
    code: "cycle",
    severity: "error",
    sentence: `These cells read each other in a circle: ${path}.`,
    hint: "Let one of them read another table.",
    place: { cell },
  };
}

/** Depth-first topological order that keeps page order among independents, and every cycle met on the way. */
function sort(names: readonly string[], upstream: ReadonlyMap<string, ReadonlySet<string>>): { order: string[]; cycles: string[][] } {
  const done = new Set<string>();
  const path: string[] = [];
  const order: string[] = [];
  const cycles: string[][] = [];
  const onCycle = new Set<string>();
  const visit = (name: string): void => {
    if (done.has(name)) return;
    const loop = path.indexOf(name);
    if (loop >= 0) {
      const cycle = path.slice(loop);
      if (!cycle.every((each) => onCycle.has(each))) cycles.push(cycle);
      for (const each of cycle) onCycle.add(each);
      return;
    }
    path.push(name);
    for (const source of upstream.get(name) ?? []) visit(source);
    path.pop();
    done.add(name);
    order.push(name);
  };
  for (const name of names) visit(name);
  return { order, cycles };
}

/** Every cell above `name`, without it. */
export function ancestors(graph: Graph, name: string): ReadonlySet<string> {
  return reach(graph, name, "upstream");
}

/** Every cell below `name`, without it. */
export function descendants(graph: Graph, name: string): ReadonlySet<string> {
  return reach(graph, name, "downstream");
}

function reach(graph: Graph, name: string, direction: "upstream" | "downstream"): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...(graph.nodes.get(name)?.[direction] ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next) || next === name) continue;
    found.add(next);
    waiting.push(...(graph.nodes.get(next)?.[direction] ?? []));
  }
  return found;
}
