import type { Visitor } from '../../e2e/support/browser.ts'

type Page = Visitor['page']

/** Measures of the page that a bare one is to be like. */
export type GridMeasures = { columns: number; rowPx: number; heightPx: number }

/** Turns a page into an empty one of some height: what the browser and the machine do by themselves. */
export async function showEmptyPage(page: Page, { heightPx }: GridMeasures): Promise<void> {
  // Any document of the same origin that is not the app's.
  await page.goto('/theme.js')
  await page.evaluate((heightPx) => {
    document.open()
    document.write('<!doctype html><title>Empty</title><body></body>')
    document.close()
    document.body.style.height = `${heightPx}px`
  }, heightPx)
}

/**
 * Turns a page into the least that could show the same pictures: a window of rows kept by hand, the same picture files
 * and two lines of text, and neither the app nor any library.
 */
export async function showBareGrid(
  page: Page,
  measures: GridMeasures,
  addresses: readonly string[],
): Promise<void> {
  await showEmptyPage(page, measures)
  await page.evaluate(keepRows, { ...measures, addresses })
}

/** Runs in the page. */
function keepRows({ columns, rowPx, addresses }: GridMeasures & { addresses: readonly string[] }): void {
  const overscan = 2
  const rows = Math.ceil(addresses.length / columns)
  const shown = Math.ceil(window.innerHeight / rowPx) + 1 + 2 * overscan
  const places: number[] = []
  const pool = Array.from({ length: shown }, () => {
    const row = document.createElement('div')
    row.style.cssText = `position:absolute;left:80px;right:80px;top:0;display:grid;gap:16px;grid-template-columns:repeat(${columns},minmax(0,1fr))`
    for (let column = 0; column < columns; column++) {
      const tile = document.createElement('div')
      tile.innerHTML =
        '<div style="aspect-ratio:1;background:#eee"><img decoding="async" style="width:100%;height:100%;object-fit:contain"></div><p style="margin:6px 0 0"></p><p style="margin:0">white-hero</p>'
      row.append(tile)
    }
    document.body.append(row)
    return row
  })
  const place = () => {
    const first = Math.max(0, Math.floor(window.scrollY / rowPx) - overscan)
    for (let index = first; index < Math.min(rows, first + shown); index++) {
      const slot = index % shown
      const row = pool[slot]
      if (!row || places[slot] === index) continue
      places[slot] = index
      row.style.transform = `translateY(${index * rowPx}px)`
      Array.from(row.children).forEach((tile, column) => {
        const position = index * columns + column
        const [image] = tile.getElementsByTagName('img')
        const [caption] = tile.getElementsByTagName('p')
        if (image) image.src = addresses[position] ?? ''
        if (caption) caption.textContent = `Mug ${position}`
      })
    }
  }
  place()
  window.addEventListener('scroll', place, { passive: true })
}
