/** The letters of "sample" as strokes (x-height 10), because SVG text would need a font that a machine may lack. */
const letters: readonly { advance: number; path: string }[] = [
  { advance: 11, path: 'M8 2 C7 .2 1 -.6 1 2.6 C1 5.6 8.3 4.4 8.3 7.5 C8.3 10.8 1.4 10.4 .4 8' },
  {
    advance: 12.5,
    path: 'M8.2 5 C8.2 8 6.4 10 4.3 10 C2 10 .4 8 .4 5 C.4 2 2 0 4.3 0 C6.4 0 8.2 2 8.2 5 Z M8.2 0 V10',
  },
  {
    advance: 16.5,
    path: 'M.4 10 V0 M.4 4 C.4 1.4 1.8 0 3.4 0 C5.4 0 6.4 1.4 6.4 4 V10 M6.4 4 C6.4 1.4 7.8 0 9.4 0 C11.4 0 12.4 1.4 12.4 4 V10',
  },
  {
    advance: 12.5,
    path: 'M.4 0 V14 M.4 5 C.4 2 2.2 0 4.3 0 C6.6 0 8.2 2 8.2 5 C8.2 8 6.6 10 4.3 10 C2.2 10 .4 8 .4 5 Z',
  },
  { advance: 4.5, path: 'M.4 -5 V10' },
  { advance: 9, path: 'M.5 5 H8 C8 2 6.5 0 4.3 0 C2 0 .4 2 .4 5 C.4 8 2 10 4.4 10 C6 10 7.1 9.3 7.7 8.1' },
]

/** The word "sample", small, in the lower right corner but clear of the picture's outer rim, as an SVG layer. */
export function drawWatermark({ widthPx, heightPx }: { widthPx: number; heightPx: number }): Buffer {
  const unit = Math.min(widthPx, heightPx)
  const scale = unit / 640
  const wordWidth = letters.reduce((sum, letter) => sum + letter.advance, 0) * scale
  const x = widthPx - unit * 0.04 - wordWidth
  const y = heightPx - unit * 0.045 - 10 * scale
  let pen = 0
  const word = letters
    .map(({ advance, path }) => {
      const placed = `<path d="${path}" transform="translate(${pen} 0)"/>`
      pen += advance
      return placed
    })
    .join('')
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">
      <g transform="translate(${x} ${y}) scale(${scale})" fill="none" stroke-linecap="round" stroke-linejoin="round">
        <g stroke="#1b1b1d" stroke-opacity="0.28" stroke-width="3.2">${word}</g>
        <g stroke="#ffffff" stroke-opacity="0.92" stroke-width="1.5">${word}</g>
      </g>
    </svg>`,
  )
}
