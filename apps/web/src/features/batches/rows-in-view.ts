/** Rows from `first` up to, not including, `end`. */
export type Rows = { first: number; end: number }

/** Rows that are kept on either side of the window, so that they are there when they come in. */
const OVERSCAN = 2

/** More windows a second than anybody can see pictures in. */
const FAST_WINDOWS_PER_SECOND = 4

/** The rows in and near the window; `fromPx` is how far its top is below the top of the first row. */
export function rowsInView(
  fromPx: number,
  windowPx: number,
  { rows, rowPx }: { rows: number; rowPx: number },
): Rows {
  const first = Math.floor(fromPx / rowPx) - OVERSCAN
  const end = Math.ceil((fromPx + windowPx) / rowPx) + OVERSCAN
  return { first: clamp(first, rows), end: clamp(end, rows) }
}

/** Whether a window that moved so far in that time shows nothing but a blur. */
export function isFast(wayPx: number, timeMs: number, windowPx: number): boolean {
  return Math.abs(wayPx) > (FAST_WINDOWS_PER_SECOND * windowPx * timeMs) / 1000
}

function clamp(row: number, rows: number): number {
  return Math.min(rows, Math.max(0, row))
}
