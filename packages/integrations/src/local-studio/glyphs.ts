import type { Stroke } from '@studio/cutout'

/**
 * Digits and the letters of "mm" as lines on a grid 4 wide and 6 high: a picture server need not have any font, and
 * what reads fonts is not let in.
 */
const GLYPHS: Record<string, { advance: number; lines: [number, number][][] }> = {
  '0': {
    advance: 5.4,
    lines: [
      arc(2, 1.9, 2, 1.9, 180, 360),
      arc(2, 4.1, 2, 1.9, 0, 180),
      [
        [0, 1.9],
        [0, 4.1],
      ],
      [
        [4, 1.9],
        [4, 4.1],
      ],
    ],
  },
  '1': {
    advance: 4,
    lines: [
      [
        [0.4, 1.3],
        [2, 0],
        [2, 6],
      ],
    ],
  },
  '2': { advance: 5.2, lines: [[...arc(2, 1.8, 1.9, 1.8, 190, 400), [0, 6], [4, 6]]] },
  '3': { advance: 5.2, lines: [arc(1.9, 1.55, 1.8, 1.55, 200, 450), arc(1.9, 4.5, 2.05, 1.5, 270, 520)] },
  '4': {
    advance: 5.4,
    lines: [
      [
        [3, 6],
        [3, 0],
        [0, 4.2],
        [4.2, 4.2],
      ],
    ],
  },
  '5': { advance: 5.2, lines: [[[3.7, 0], [0.6, 0], [0.3, 2.6], ...arc(1.9, 4.05, 2.05, 1.95, 225, 510)]] },
  '6': {
    advance: 5.2,
    lines: [
      [
        [3.2, 0],
        [0.35, 3.2],
      ],
      arc(2, 4.05, 1.95, 1.95, 0, 360),
    ],
  },
  '7': {
    advance: 5,
    lines: [
      [
        [0, 0],
        [4, 0],
        [1.4, 6],
      ],
    ],
  },
  '8': { advance: 5.2, lines: [arc(2, 1.5, 1.65, 1.5, 0, 360), arc(2, 4.5, 2, 1.5, 0, 360)] },
  '9': {
    advance: 5.2,
    lines: [
      [
        [0.8, 6],
        [3.65, 2.8],
      ],
      arc(2, 1.95, 1.95, 1.95, 0, 360),
    ],
  },
  m: {
    advance: 7,
    lines: [
      [
        [0, 2.2],
        [0, 6],
      ],
      [...arc(1.45, 3.55, 1.45, 1.35, 180, 360), [2.9, 6]],
      [...arc(4.35, 3.55, 1.45, 1.35, 180, 360), [5.8, 6]],
    ],
  },
  ' ': { advance: 2.6, lines: [] },
}

/** Points on a part of an ellipse; degrees run clockwise from the right, as y runs downwards. */
function arc(
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  fromDegrees: number,
  toDegrees: number,
): [number, number][] {
  const steps = Math.ceil((toDegrees - fromDegrees) / 15)
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = ((fromDegrees + ((toDegrees - fromDegrees) * step) / steps) * Math.PI) / 180
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)]
  })
}

/** How wide a text is at a height of its digits, in pixels. */
export function textWidthPx(text: string, heightPx: number): number {
  const advances = [...text].reduce((sum, letter) => sum + (GLYPHS[letter]?.advance ?? 0), 0)
  return ((advances - 1.2) * heightPx) / 6
}

/** A text as lines to draw; `left` and `top` are the corner of its first digit. Letters it does not know are left out. */
export function writeText(text: string, left: number, top: number, heightPx: number): Stroke[] {
  const unit = heightPx / 6
  let cursor = left
  return [...text].flatMap((letter) => {
    const glyph = GLYPHS[letter]
    const begin = cursor
    cursor += (glyph?.advance ?? 0) * unit
    return (glyph?.lines ?? []).flatMap((points) =>
      points.slice(1).map((to, at): Stroke => {
        const [fromX, fromY] = points[at] ?? to
        return {
          from: [begin + fromX * unit, top + fromY * unit],
          to: [begin + to[0] * unit, top + to[1] * unit],
          halfWidthPx: heightPx * 0.058,
        }
      }),
    )
  })
}
