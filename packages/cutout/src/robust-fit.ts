/** Six factors of 1, x, y, x², xy, y². */
export type Polynomial = number[]

/** The six terms of a quadratic at a place; x and y run from −1 to 1. */
export function terms(x: number, y: number): number[] {
  return [1, x, y, x * x, x * y, y * y]
}

/** The middle value; 0 for an empty list. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float32Array.from(values).sort()
  return sorted.length > 0 ? sorted[sorted.length >> 1] : 0
}

/** Weighted least squares. A little ridge on all but the constant keeps far corners from running away. */
export function fitQuadratic(
  places: number[][],
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
): Polynomial {
  const matrix = Array.from({ length: 6 }, () => new Array<number>(7).fill(0))
  for (let at = 0; at < places.length; at++) {
    const weight = weights[at]
    if (weight === 0) continue
    const place = places[at]
    for (let i = 0; i < 6; i++) {
      matrix[i][6] += weight * place[i] * values[at]
      for (let j = 0; j < 6; j++) matrix[i][j] += weight * place[i] * place[j]
    }
  }
  for (let i = 1; i < 6; i++) matrix[i][i] += places.length * 1e-3
  return solve(matrix)
}

/** Gaussian elimination with pivoting; the last column is the right-hand side. */
function solve(matrix: number[][]): number[] {
  const count = matrix.length
  for (let i = 0; i < count; i++) {
    let pivot = i
    for (let k = i + 1; k < count; k++) if (Math.abs(matrix[k][i]) > Math.abs(matrix[pivot][i])) pivot = k
    ;[matrix[i], matrix[pivot]] = [matrix[pivot], matrix[i]]
    for (let k = i + 1; k < count; k++) {
      const factor = matrix[k][i] / (matrix[i][i] || 1e-9)
      for (let j = i; j <= count; j++) matrix[k][j] -= factor * matrix[i][j]
    }
  }
  const solution = new Array<number>(count).fill(0)
  for (let i = count - 1; i >= 0; i--) {
    let rest = matrix[i][count]
    for (let j = i + 1; j < count; j++) rest -= matrix[i][j] * solution[j]
    solution[i] = rest / (matrix[i][i] || 1e-9)
  }
  return solution
}
