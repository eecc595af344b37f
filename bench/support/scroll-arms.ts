import { type Visitor, visit } from '../../e2e/support/browser.ts'
import { type GridMeasures, showBareGrid, showEmptyPage } from './bare-grid.ts'
import type { FilledBatch } from './fill-batch.ts'
import { BY_HAND, STRESS } from './scroll-ways.ts'
import { describeFrames, timeFrames } from './time-frames.ts'

type Page = Visitor['page']

/**
 * Scrolls a batch in every way, and in the same ways two pages that show what the machine does by itself: an empty one,
 * and the same pictures without the app. Prints each. Afterwards the visitor's page shows the batch.
 */
export async function scrollInArms(visitor: Visitor, { batchId, thumbs }: FilledBatch): Promise<void> {
  await openBatch(visitor.page, batchId)
  const measures = await visitor.page.evaluate(measureGrid)
  const arms: Record<string, (page: Page) => Promise<unknown>> = {
    'an empty page': (page) => showEmptyPage(page, measures),
    'the same pictures without the app': (page) => showBareGrid(page, measures, thumbs),
    'the page of the batch': (page) => openBatch(page, batchId),
  }
  for (const way of [...BY_HAND, STRESS]) {
    console.log(`scrolling ${thumbs.length} items: ${way.name}`)
    for (const [name, show] of Object.entries(arms)) {
      const other = await visitAgain(visitor)
      await show(other.page)
      await other.page.waitForTimeout(2000)
      const frames = await timeFrames(other.page, async () => {
        await way.scroll(other.page)
        // What comes after the hand has let go counts, too.
        await other.page.waitForTimeout(1000)
      })
      console.log(`  ${name}: ${describeFrames(frames)}`)
      console.log(`    most elements ${frames.mostElements}, layout shift ${frames.shift.toFixed(3)}`)
      await other.close()
    }
  }
}

async function openBatch(page: Page, batchId: string): Promise<void> {
  await page.goto(`/batches/${batchId}`)
  await page.locator('[data-item] img').first().waitFor()
}

/** Another visit of the same person, whose browser has kept no pictures. */
async function visitAgain({ page, context }: Visitor): Promise<Visitor> {
  const other = await visit(new URL(page.url()).origin)
  await other.context.addCookies(await context.cookies())
  return other
}

/** Runs in the page. */
function measureGrid(): GridMeasures {
  const tiles = [...document.querySelectorAll('[data-tile]')].map((tile) => tile.getBoundingClientRect())
  const tops = [...new Set(tiles.map(({ top }) => top))].sort((one, other) => one - other)
  return {
    columns: tiles.filter(({ top }) => top === tops[0]).length,
    rowPx: (tops[1] ?? 0) - (tops[0] ?? 0),
    heightPx: document.documentElement.scrollHeight,
  }
}
