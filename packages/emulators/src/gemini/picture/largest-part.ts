/** Above this a mask's value, of 255, counts as covered. */
const COVERED = 20

/** Keeps the largest part of a mask that hangs together and clears the rest, such as letters beside a product. */
export function largestPart(mask: Uint8Array, widthPx: number): Uint8Array {
  const partOf = new Int32Array(mask.length)
  const sizes = [0]
  const open: number[] = []
  for (let start = 0; start < mask.length; start++) {
    if (partOf[start] !== 0 || (mask[start] ?? 0) <= COVERED) continue
    const part = sizes.push(0) - 1
    partOf[start] = part
    open.push(start)
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      sizes[part] = (sizes[part] ?? 0) + 1
      const x = at % widthPx
      for (const next of [x > 0 ? at - 1 : -1, x < widthPx - 1 ? at + 1 : -1, at - widthPx, at + widthPx]) {
        if (next < 0 || partOf[next] !== 0 || (mask[next] ?? 0) <= COVERED) continue
        partOf[next] = part
        open.push(next)
      }
    }
  }
  const largest = sizes.indexOf(Math.max(...sizes))
  return mask.map((value, at) => (partOf[at] === largest ? value : 0))
}
