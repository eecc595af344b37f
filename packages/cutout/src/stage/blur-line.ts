/** Blurs a row of values by three box means in a row, which come close to a Gaussian; the ends are held. */
export function blurLine(values: Float32Array, sigmaPx: number): Float32Array {
  const radiusPx = Math.max(0, Math.round(sigmaPx * 0.87))
  let blurred = values
  for (let round = 0; round < 3; round++) blurred = boxLine(blurred, radiusPx)
  return blurred
}

function boxLine(values: Float32Array, radiusPx: number): Float32Array {
  const last = values.length - 1
  const at = (x: number) => values[Math.min(last, Math.max(0, x))]
  const mean = new Float32Array(values.length)
  let sum = 0
  for (let x = -radiusPx; x <= radiusPx; x++) sum += at(x)
  for (let x = 0; x <= last; x++) {
    mean[x] = sum / (2 * radiusPx + 1)
    sum += at(x + radiusPx + 1) - at(x - radiusPx)
  }
  return mean
}
