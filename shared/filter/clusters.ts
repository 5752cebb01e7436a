/** Sets of rows joined pair by pair (union–find with path halving); the root of a set is its lowest member. */
export type Clusters = {
  readonly rootOf: (member: number) => number;
  readonly join: (one: number, other: number) => void;
};

export function createClusters(size: number): Clusters {
  const parent = Int32Array.from({ length: size }, (_, member) => member);
  const rootOf = (member: number): number => {
    let at = member;
    for (let above = parent[at] as number; above !== at; above = parent[at] as number) {
      const grandparent = parent[above] as number;
      parent[at] = grandparent;
      at = grandparent;
    }
    return at;
  };
  return {
    rootOf,
    join: (one, other) => {
      const [a, b] = [rootOf(one), rootOf(other)];
      if (a < b) parent[b] = a;
      else parent[a] = b;
    },
  };
}

/** Clusters of two and more, members in ascending order. */
export function clustersOf(size: number, clusters: Clusters): readonly (readonly number[])[] {
  const members = new Map<number, number[]>();
  for (let member = 0; member < size; member += 1) {
    const root = clusters.rootOf(member);
    if (root === member) continue;
    const found = members.get(root) ?? [root];
    found.push(member);
    members.set(root, found);
  }
  return [...members.values()];
}
