import { expect, test } from 'vitest'
import { dropSpecks, fillPinHoles, findRegions, floodFromBorder, type Mask } from './regions.ts'

function parse(picture: string): { mask: Mask; size: { widthPx: number; heightPx: number } } {
  const rows = picture
    .trim()
    .split('\n')
    .map((row) => row.trim())
  const mask = Uint8Array.from(rows.join(''), (cell) => (cell === '#' ? 1 : 0))
  return { mask, size: { widthPx: rows[0].length, heightPx: rows.length } }
}

function draw(mask: Mask, { widthPx }: { widthPx: number }): string {
  const cells = Array.from(mask, (inside) => (inside === 1 ? '#' : '.')).join('')
  return cells.match(new RegExp(`.{${widthPx}}`, 'g'))?.join('\n') ?? ''
}

test('the flood from the border goes around the product and not into its holes', () => {
  const { mask, size } = parse(`
    #######
    ##...##
    ##.#.##
    ##...##
    #######`)
  expect(draw(floodFromBorder(mask, size), size)).toBe('#######\n##...##\n##...##\n##...##\n#######')
})

test('separate pieces are counted apart, with their contact to the border', () => {
  const { mask, size } = parse(`
    ##..
    ....
    ..#.
    ....`)
  expect(findRegions(mask, size).regions.slice(1)).toEqual([
    { sizePx: 2, borderPx: 3 },
    { sizePx: 1, borderPx: 0 },
  ])
})

test('specks beside the product are dropped and pin holes inside it are filled', () => {
  const { mask, size } = parse(`
    .........
    .####....
    .#.##..#.
    .####....
    .........`)
  dropSpecks(mask, size, 0.2)
  fillPinHoles(mask, size, 2)
  expect(draw(mask, size)).toBe('.........\n.####....\n.####....\n.####....\n.........')
})
