import { describe, expect, it } from 'vitest'
import { parseTable, readAll, readText, writeProblems } from './read-table.ts'

const { signal } = new AbortController()
const TABLE = 'SKU;Image URL;Title\nMUG-1;https://shop.example/ä.jpg;Größe\nMUG-2;mug.jpg;=1+1\n'

async function read(text: string) {
  const table = await parseTable(text, '', signal)
  return { table, ...(await readAll(table, table.guess ?? { url: 0, sku: null, name: null }, signal)) }
}

/** A text as Windows programs write it that know no Unicode; good for the first 256 characters. */
const inLatin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

describe('a table of addresses', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(TABLE)],
    ['UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${TABLE}`)],
    [
      'UTF-16 with a mark',
      new Uint8Array(Uint16Array.from(`\uFEFF${TABLE}`, (letter) => letter.charCodeAt(0)).buffer),
    ],
    ['what Windows wrote before', inLatin(TABLE)],
  ])('is understood in %s', async (_encoding, bytes) => {
    const { table, rows } = await read(await readText(new Blob([bytes])))
    expect(table).toMatchObject({ delimiter: ';', hasHead: true, guess: { url: 1, sku: 0, name: 2 } })
    expect(rows).toEqual([{ url: 'https://shop.example/ä.jpg', sku: 'MUG-1', name: 'Größe' }])
  })

  it('names the lines of the file, with empty lines and cells of several lines before them', async () => {
    const { problems } = await read(
      'url,name\n\nhttps://shop.example/a.jpg,"A mug\nin two lines"\nmug.jpg,\n',
    )
    expect(problems).toMatchObject([{ line: 5, kind: 'wrong' }])
  })

  it('gives back what was not taken, with line and reason, and no formula in it', async () => {
    const { table, ...found } = await read(TABLE)
    const [head, row] = writeProblems(table, found).replace('\uFEFF', '').split('\r\n')
    expect(head).toBe('Line,Problem,SKU,Image URL,Title')
    expect(row).toMatch(/^3,This is not an address.*,MUG-2,mug\.jpg,"?'=1\+1"?$/)
  })

  it('of 50,000 rows is read without the page standing still for long', async () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, index) => `SKU-${index},https://shop.example/${index}.jpg`,
    )
    let [longestMs, lastMs] = [0, performance.now()]
    const beat = setInterval(() => {
      const nowMs = performance.now()
      longestMs = Math.max(longestMs, nowMs - lastMs)
      lastMs = nowMs
    })
    const { rows, problems } = await read(['sku,url', ...lines].join('\n'))
    clearInterval(beat)
    expect([rows.length, problems.length]).toEqual([50_000, 0])
    expect(longestMs).toBeLessThan(500)
  })

  it('that nobody wants any more is given up', async () => {
    const stop = new AbortController()
    const reading = parseTable(TABLE, '', stop.signal)
    stop.abort()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
  })
})
