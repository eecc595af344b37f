import { describe, expect, it } from 'vitest'
import { expandMatrix } from './expand.ts'
import { guessColumns, readRows } from './read-rows.ts'

const columns = { url: 1, sku: 0, name: null }

describe('the rows of a table', () => {
  it('become addresses with their SKUs, in their order', () => {
    const table = [
      ['A-1', 'https://shop.example/a.jpg'],
      ['A-2', ' http://shop.example/b.jpg '],
    ]
    expect(readRows(table, columns, 2)).toEqual({
      rows: [
        { url: 'https://shop.example/a.jpg', sku: 'A-1' },
        { url: 'http://shop.example/b.jpg', sku: 'A-2' },
      ],
      problems: [],
      surplus: 0,
    })
  })

  it('that go over several lines of the file leave the lines behind them right', () => {
    const table = [
      ['A-1', 'https://shop.example/a.jpg', 'A mug\r\nin two\nlines'],
      [''],
      ['A-2', 'no address'],
    ]
    expect(readRows(table, columns, 2).problems).toMatchObject([{ line: 6, index: 2, kind: 'wrong' }])
  })

  it('that are more than a batch has items are counted and left out', () => {
    const table = Array.from({ length: 50_002 }, (_, index) => ['', `https://shop.example/${index}.jpg`])
    const { rows, surplus } = readRows(table, columns, 1)
    expect([rows.length, surplus]).toEqual([50_000, 2])
  })

  it.each([
    ['without an address', ['A-1', ''], 'There is no address in this row.'],
    ['with a path of somebody’s disk', ['A-1', 'C:\\photos\\a.jpg'], 'This is not an address'],
    ['with another protocol', ['A-1', 'ftp://shop.example/a.jpg'], 'This is not an address'],
    ['with an address that is none', ['A-1', 'https://'], 'This is not an address'],
    ['with a script', ['A-1', 'javascript:alert(1)'], 'This is not an address'],
    ['with too long an address', ['A-1', `https://shop.example/${'a'.repeat(2000)}`], 'longer than 2000'],
    ['with too long a SKU', ['x'.repeat(101), 'https://shop.example/a.jpg'], 'SKU is longer'],
    ['that is too short', ['A-1'], 'There is no address in this row.'],
  ])('%s are named with their line, and the others are taken', (_what, row, message) => {
    const good = ['A-9', 'https://shop.example/good.jpg']
    const { rows, problems } = readRows([good, row], columns, 2)
    expect(rows).toHaveLength(1)
    expect(problems).toMatchObject([{ line: 3, kind: 'wrong', message: expect.stringContaining(message) }])
  })

  it('that come twice are taken once, and the second names the first', () => {
    const row = ['A-1', 'https://shop.example/a.jpg']
    const { rows, problems } = readRows([row, [...row], ['A-2', row[1] ?? '']], columns, 2)
    expect(rows).toHaveLength(2)
    expect(problems).toMatchObject([{ line: 3, kind: 'repeated', message: 'The same as line 2.' }])
  })

  it('that are empty are passed over', () => {
    expect(readRows([['', ' '], []], columns, 2)).toEqual({ rows: [], problems: [], surplus: 0 })
  })
})

describe('the columns of a table', () => {
  it.each([
    [['SKU', 'Image URL', 'Title'], { url: 1, sku: 0, name: 2 }],
    [['Handle', 'Image Src'], { url: 1, sku: null, name: null }],
    [['a', 'b'], { url: 1, sku: null, name: null }],
  ])('%j are guessed by their head, and by what looks like an address', (head, guessed) => {
    expect(guessColumns(head, ['x', 'https://shop.example/a.jpg', 'y'])).toEqual(guessed)
  })

  it.each([
    ['Shopify', 'Handle,Title,Vendor,Variant SKU,Variant Price,Image Src', 'Image Src, Variant SKU, Title'],
    ['WooCommerce', 'ID,Type,SKU,Name,Published,Images', 'Images, SKU, Name'],
    ['Google', 'id,title,description,link,image_link,price', 'image_link, id, title'],
    ['a German shop', 'Artikelnummer;Bezeichnung;Bild-URL', 'Bild-URL, Artikelnummer, Bezeichnung'],
    ['a German list', 'Bild,Art.-Nr.,Titel', 'Bild, Art.-Nr., Titel'],
    ['a French list', 'Référence,Nom,Image', 'Image, Référence, Nom'],
  ])('of %s are guessed by their heads', (_shop, line, guessed) => {
    const head = line.split(/[,;]/)
    const { url, sku, name } = guessColumns(head, []) ?? expect.fail('nothing was guessed')
    expect([url, sku, name].map((index) => head[index ?? -1]).join(', ')).toBe(guessed)
  })

  it('are not guessed where nothing looks like an address', () => {
    expect(guessColumns(['a', 'b'], ['1', '2'])).toBeNull()
  })
})

describe('the matrix', () => {
  const source = (name: string, productType: string | null) => ({
    ...{ name, productType, sku: null, assetId: null, productId: null, url: null },
  })

  it('does every kind of work to every source, source by source', () => {
    const cells = expandMatrix([source('a', null), source('b', 'Mugs')], [{}, {}])
    expect(cells.map((cell) => [cell.source.name, cell.workIndex])).toEqual([
      ['a', 0],
      ['a', 1],
      ['b', 0],
      ['b', 1],
    ])
  })

  it('does work for some product types to those alone', () => {
    const sources = [source('photo', null), source('mug', 'Mugs'), source('shoe', 'Shoes')]
    const cells = expandMatrix(sources, [{ productTypes: ['Mugs'] }, { productTypes: [] }])
    expect(cells.map((cell) => cell.source.name)).toEqual(['mug'])
  })
})
