import type { Size } from './contract.ts'

/** Mean over a square of 2·radius+1 pixels around every pixel; at the rim over the part that exists. */
export function boxMean(plane: ArrayLike<number>, size: Size, radiusPx: number): Float32Array {
  const { widthPx, heightPx } = size
  const rowSums = new Float32Array(widthPx * heightPx)
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx
    let sum = 0
    for (let x = 0; x <= Math.min(radiusPx, widthPx - 1); x++) sum += plane[row + x]
    for (let x = 0; x < widthPx; x++) {
      rowSums[row + x] = sum
      if (x + radiusPx + 1 < widthPx) sum += plane[row + x + radiusPx + 1]
      if (x - radiusPx >= 0) sum -= plane[row + x - radiusPx]
    }
  }
  return columnMeans(rowSums, size, radiusPx)
}

function columnMeans(rowSums: Float32Array, { widthPx, heightPx }: Size, radiusPx: number): Float32Array {
  const mean = new Float32Array(widthPx * heightPx)
  const sums = new Float64Array(widthPx)
  const addRow = (y: number, sign: number) => {
    for (let x = 0; x < widthPx; x++) sums[x] += sign * rowSums[y * widthPx + x]
  }
  for (let y = 0; y <= Math.min(radiusPx, heightPx - 1); y++) addRow(y, 1)
  for (let y = 0; y < heightPx; y++) {
    const rows = Math.min(heightPx - 1, y + radiusPx) - Math.max(0, y - radiusPx) + 1
    for (let x = 0; x < widthPx; x++) {
      const columns = Math.min(widthPx - 1, x + radiusPx) - Math.max(0, x - radiusPx) + 1
      mean[y * widthPx + x] = sums[x] / (rows * columns)
    }
    if (y + radiusPx + 1 < heightPx) addRow(y + radiusPx + 1, 1)
    if (y - radiusPx >= 0) addRow(y - radiusPx, -1)
  }
  return mean
}
