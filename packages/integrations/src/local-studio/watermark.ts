/** The letters of SAMPLE on a grid of 5 by 7: a picture server need not have any font. */
const LETTERS = {
  S: ['01111', '10000', '10000', '01110', '00001', '00001', '11110'],
  A: ['01110', '10001', '10001', '11111', '10001', '10001', '10001'],
  M: ['10001', '11011', '10101', '10101', '10001', '10001', '10001'],
  P: ['11110', '10001', '10001', '11110', '10000', '10000', '10000'],
  L: ['10000', '10000', '10000', '10000', '10000', '10000', '11111'],
  E: ['11111', '10000', '10000', '11110', '10000', '10000', '11111'],
} as const

const WORD = ['S', 'A', 'M', 'P', 'L', 'E'] as const
/** Five columns and one between letters. */
const COLUMNS = WORD.length * 6 - 1
const ROWS = 7

/** The word SAMPLE, light on a shadow, as raw pixels with alpha: one pixel for each cell of its grid. */
export function watermark(): { data: Buffer; width: number; height: number } {
  const [width, height] = [COLUMNS + 2, ROWS + 2]
  const data = Buffer.alloc(width * height * 4)
  const paint = (x: number, y: number, shade: number, alpha: number) =>
    data.fill(Buffer.from([shade, shade, shade, alpha]), (y * width + x) * 4, (y * width + x + 1) * 4)
  for (const [shift, shade, alpha] of [
    [1, 20, 90],
    [0, 255, 190],
  ] as const)
    for (const [at, letter] of WORD.entries())
      for (const [y, row] of LETTERS[letter].entries())
        for (const [x, cell] of [...row].entries())
          if (cell === '1') paint(at * 6 + x + shift, y + shift, shade, alpha)
  return { data, width, height }
}
