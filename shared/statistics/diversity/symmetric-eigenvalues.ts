/**
 * Eigenvalues of a symmetric matrix (row-major, n × n; overwritten), in no order: Householder reduction to three diagonals,
 * then implicit QL with shifts (Golub & Van Loan 2013, §8.3). 4/3 n³ operations: n = 1,000 takes about a second.
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  tridiagonalise(matrix, n, diagonal, beside);
  implicitQl(diagonal, beside, n);
  return diagonal;
}

/** Squares of anything smaller vanish, and it is nothing beside similarities. */
const smallest = 1e-140;

/** Householder, one reflection a column, on the lower triangle; `beside[i]` joins i and i + 1. */
function tridiagonalise(matrix: Float64Array, n: number, diagonal: Float64Array, beside: Float64Array): void {
  const v = new Float64Array(n);
  const p = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    let norm = 0;
    for (let row = k + 1; row < n; row++) norm += (matrix[row * n + k] as number) ** 2;
    norm = Math.sqrt(norm);
    const head = matrix[(k + 1) * n + k] as number;
    if (norm < smallest) {
      beside[k] = 0;
      continue;
    }
    const alpha = head > 0 ? -norm : norm;
    beside[k] = alpha;
    const scale = Math.sqrt(2 * norm * (norm + Math.abs(head)));
    for (let row = k + 1; row < n; row++) v[row] = (matrix[row * n + k] as number) / scale;
    v[k + 1] = (head - alpha) / scale;
    reflect(matrix, n, k + 1, v, p);
  }
  for (let at = 0; at < n; at++) diagonal[at] = matrix[at * n + at] as number;
  if (n > 1) beside[n - 2] = matrix[(n - 1) * n + n - 2] as number;
}

/** A ← (I − 2vvᵀ) A (I − 2vvᵀ) below and right of `from`; v has length 1. Only the lower triangle is kept. */
function reflect(matrix: Float64Array, n: number, from: number, v: Float64Array, p: Float64Array): void {
  p.fill(0, from);
  for (let row = from; row < n; row++) {
    const start = row * n;
    const own = v[row] as number;
    let sum = 0;
    for (let column = from; column < row; column++) {
      const value = matrix[start + column] as number;
      sum += value * (v[column] as number);
      p[column] = (p[column] as number) + value * own;
    }
    p[row] = (p[row] as number) + sum + (matrix[start + row] as number) * own;
  }
  let dot = 0;
  for (let row = from; row < n; row++) dot += (v[row] as number) * (p[row] as number);
  for (let row = from; row < n; row++) p[row] = 2 * ((p[row] as number) - dot * (v[row] as number));
  for (let row = from; row < n; row++) {
    const start = row * n;
    const [vRow, pRow] = [v[row] as number, p[row] as number];
    for (let column = from; column <= row; column++) {
      matrix[start + column] = (matrix[start + column] as number) - vRow * (p[column] as number) - pRow * (v[column] as number);
    }
  }
}

const mostSweeps = 60;

function implicitQl(d: Float64Array, e: Float64Array, n: number): void {
  // Equal and vanishing eigenvalues leave nothing of their own size to compare with: the whole matrix's stands in.
  const size = d.reduce((most, each, at) => Math.max(most, Math.abs(each) + Math.abs(e[at] as number)), 0);
  const isNothing = (at: number): boolean =>
    Math.abs(e[at] as number) <= 2.3e-16 * (Math.abs(d[at] as number) + Math.abs(d[at + 1] as number) + size);
  for (let start = 0; start < n; start++) {
    for (let sweep = 0; ; sweep++) {
      let end = start;
      while (end < n - 1 && !isNothing(end)) end++;
      if (end === start) break;
      if (sweep === mostSweeps) throw new RangeError("eigenvalues did not settle");
      chase(d, e, start, end);
    }
  }
}

/** One QL sweep over the block from `start` to `end`. */
function chase(d: Float64Array, e: Float64Array, start: number, end: number): void {
  const first = e[start] as number;
  const gap = ((d[start + 1] as number) - (d[start] as number)) / (2 * first);
  const root = Math.hypot(gap, 1);
  let g = (d[end] as number) - (d[start] as number) + first / (gap + (gap < 0 ? -root : root));
  let [sine, cosine, moved] = [1, 1, 0];
  for (let at = end - 1; at >= start; at--) {
    const f = sine * (e[at] as number);
    const b = cosine * (e[at] as number);
    const length = Math.hypot(f, g);
    e[at + 1] = length;
    if (length === 0) {
      d[at + 1] = (d[at + 1] as number) - moved;
      e[end] = 0;
      return;
    }
    sine = f / length;
    cosine = g / length;
    g = (d[at + 1] as number) - moved;
    const turned = ((d[at] as number) - g) * sine + 2 * cosine * b;
    moved = sine * turned;
    d[at + 1] = g + moved;
    g = cosine * turned - b;
  }
  d[start] = (d[start] as number) - moved;
  e[start] = g;
  e[end] = 0;
}
