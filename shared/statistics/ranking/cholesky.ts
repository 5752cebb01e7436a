/**
 * Solves A x = b in place for a symmetric positive definite A (row-major, n × n, lower triangle read): the triangle becomes
 * A's Cholesky factor and `vector` becomes x. False when A is not positive definite.
 */
export function solvePositive(matrix: Float64Array, n: number, vector: Float64Array): boolean {
  return factorise(matrix, n) && substitute(matrix, n, vector);
}

/** The lower triangle becomes L with L Lᵀ = A. */
export function factorise(matrix: Float64Array, n: number): boolean {
  for (let row = 0; row < n; row++) {
    const at = row * n;
    for (let column = 0; column <= row; column++) {
      const other = column * n;
      let sum = matrix[at + column] as number;
      for (let k = 0; k < column; k++) sum -= (matrix[at + k] as number) * (matrix[other + k] as number);
      if (column < row) matrix[at + column] = sum / (matrix[other + column] as number);
      else if (sum > 0 && Number.isFinite(sum)) matrix[at + row] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L Lᵀ x = b for a factor made by `factorise`. */
export function substitute(factor: Float64Array, n: number, vector: Float64Array): true {
  for (let row = 0; row < n; row++) {
    let sum = vector[row] as number;
    for (let k = 0; k < row; k++) sum -= (factor[row * n + k] as number) * (vector[k] as number);
    vector[row] = sum / (factor[row * n + row] as number);
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = vector[row] as number;
    for (let k = row + 1; k < n; k++) sum -= (factor[k * n + row] as number) * (vector[k] as number);
    vector[row] = sum / (factor[row * n + row] as number);
  }
  return true;
}
