import type { Pairs } from "./fit-strengths.ts";

/** For each player, those it beat or tied with: the graph that must be strongly connected for strengths to be finite. */
function beaten({ players, first, second }: Pairs, outcomes: Float64Array): readonly (readonly number[])[] {
  const graph: number[][] = Array.from({ length: players }, () => []);
  for (let pair = 0; pair < first.length; pair++) {
    const [i, j] = [first[pair] as number, second[pair] as number];
    const tied = (outcomes[3 * pair + 2] as number) > 0;
    if (tied || (outcomes[3 * pair] as number) > 0) graph[i]?.push(j);
    if (tied || (outcomes[3 * pair + 1] as number) > 0) graph[j]?.push(i);
  }
  return graph;
}

function reachedFrom(graph: readonly (readonly number[])[], start: number): ReadonlySet<number> {
  const reached = new Set([start]);
  for (const player of reached) for (const next of graph[player] ?? []) reached.add(next);
  return reached;
}

/** Everyone beats (or ties with) everyone through some chain: the condition for finite maximum likelihood (Ford 1957). */
export function isStronglyConnected({ players, first, second }: Pairs, outcomes: Float64Array): boolean {
  const beats = new Uint8Array(players * players);
  for (let pair = 0; pair < first.length; pair++) {
    const i = first[pair] as number;
    const j = second[pair] as number;
    const tied = outcomes[3 * pair + 2] as number;
    if ((outcomes[3 * pair] as number) + tied > 0) beats[i * players + j] = 1;
    if ((outcomes[3 * pair + 1] as number) + tied > 0) beats[j * players + i] = 1;
  }
  return reachesAll(beats, players, { from: players, to: 1 }) && reachesAll(beats, players, { from: 1, to: players });
}

/** From player 0 along the rows of a dense graph, or along its columns: backwards. */
function reachesAll(beats: Uint8Array, players: number, stride: { readonly from: number; readonly to: number }): boolean {
  const reached = new Uint8Array(players);
  const queue = new Int32Array(players);
  reached[0] = 1;
  let length = Math.min(1, players);
  for (let next = 0; next < length; next++) {
    const from = (queue[next] as number) * stride.from;
    for (let player = 0; player < players; player++) {
      if (reached[player] === 1 || beats[from + player * stride.to] === 0) continue;
      reached[player] = 1;
      queue[length++] = player;
    }
  }
  return length === players;
}

/**
 * Some order of the players explains every win as a lead and every tie as none: then a tie parameter and the gaps grow together without end,
 * and a model with ties has no finite maximum. That is so when strengths exist with b_i ≥ b_j + 1 for wins and |b_i − b_j| ≤ 1 for ties.
 */
export function tiesFitAnOrder({ players, first, second }: Pairs, outcomes: Float64Array): boolean {
  const bounds: (readonly [above: number, below: number, least: number])[] = [];
  for (let pair = 0; pair < first.length; pair++) {
    const [i, j] = [first[pair] as number, second[pair] as number];
    const [won, lost, tied] = [0, 1, 2].map((outcome) => (outcomes[3 * pair + outcome] as number) > 0);
    if (won && lost) return false;
    if (won) bounds.push([i, j, 1]);
    if (lost) bounds.push([j, i, 1]);
    if (tied) bounds.push([i, j, -1], [j, i, -1]);
  }
  const lowest = new Float64Array(players);
  for (let round = 0; round <= players; round++) {
    let isStill = true;
    for (const [above, below, least] of bounds) {
      const needed = (lowest[below] as number) + least;
      if ((lowest[above] as number) >= needed) continue;
      lowest[above] = needed;
      isStill = false;
    }
    if (isStill) return true;
  }
  return false;
}

/** Groups within which everyone reaches everyone; between them wins go one way only. Those who reach most come first. */
export function strongComponents(pairs: Pairs, outcomes: Float64Array): readonly (readonly number[])[] {
  const graph = beaten(pairs, outcomes);
  const reached = graph.map((_, player) => reachedFrom(graph, player));
  const groups: number[][] = [];
  reached.forEach((from, player) => {
    const own = groups.find(([first = -1]) => from.has(first) && reached[first]?.has(player));
    if (own) own.push(player);
    else groups.push([player]);
  });
  return groups.sort(([left = 0], [right = 0]) => (reached[right]?.size ?? 0) - (reached[left]?.size ?? 0) || left - right);
}

/** Groups that met, directly or through others, the largest first. Between them nothing can be said. */
export function metComponents({ players, first, second }: Pairs): readonly (readonly number[])[] {
  const graph: number[][] = Array.from({ length: players }, () => []);
  first.forEach((i, pair) => {
    const j = second[pair] as number;
    graph[i]?.push(j);
    graph[j]?.push(i);
  });
  const groups: (readonly number[])[] = [];
  const seen = new Set<number>();
  for (let player = 0; player < players; player++) {
    if (seen.has(player)) continue;
    const group = [...reachedFrom(graph, player)].sort((left, right) => left - right);
    for (const member of group) seen.add(member);
    groups.push(group);
  }
  return groups.sort((left, right) => right.length - left.length || (left[0] ?? 0) - (right[0] ?? 0));
}
