import type { Visitor } from '../../e2e/support/browser.ts'

type Page = Visitor['page']

/** How the frames of a page came while something was done. */
export type Frames = {
  seconds: number
  frames: number
  medianMs: number
  slowestMs: number
  /** Frames that came more than 50 ms after the one before. */
  overFifty: number
  /** Scripts that held the page for more than 50 ms at a time. */
  longTasks: number
  /** Cumulative layout shift, as the browser counts it. */
  shift: number
}

/** Times every frame of a page while `act` runs. */
export async function timeFrames(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(watchFrames)
  await act()
  return summarize(await page.evaluate(() => window.endWatch()))
}

/** Scrolls to the end of a page and back by half a window a frame, and times every frame. */
export async function scrollThrough(page: Page): Promise<Frames & { screens: number; mostElements: number }> {
  await page.evaluate(watchFrames)
  const { screens, mostElements } = await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    let mostElements = 0
    const stepPx = window.innerHeight / 2
    const endPx = document.documentElement.scrollHeight - window.innerHeight
    for (const direction of [1, -1]) {
      for (let wayPx = 0; wayPx < endPx; wayPx += stepPx) {
        window.scrollBy({ top: stepPx * direction, behavior: 'instant' })
        await frame()
        mostElements = Math.max(mostElements, document.querySelectorAll('*').length)
      }
    }
    return { screens: Math.round((2 * endPx) / window.innerHeight), mostElements }
  })
  return { ...summarize(await page.evaluate(() => window.endWatch())), screens, mostElements }
}

type Watch = { gapsMs: number[]; longTasks: number; shift: number }

/** Runs in the page. */
function watchFrames(): void {
  const watch: Watch = { gapsMs: [], longTasks: 0, shift: 0 }
  let last = performance.now()
  let isOver = false
  const onFrame = (now: number) => {
    watch.gapsMs.push(now - last)
    last = now
    if (!isOver) requestAnimationFrame(onFrame)
  }
  requestAnimationFrame(onFrame)
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.entryType === 'longtask') watch.longTasks++
      else watch.shift += (entry as PerformanceEntry & { value: number }).value
    }
  })
  observer.observe({ type: 'longtask' })
  observer.observe({ type: 'layout-shift' })
  window.endWatch = () => {
    isOver = true
    observer.disconnect()
    return watch
  }
}

function summarize({ gapsMs, longTasks, shift }: Watch): Frames {
  const sorted = gapsMs.toSorted((one, other) => one - other)
  return {
    seconds: gapsMs.reduce((sum, gap) => sum + gap, 0) / 1000,
    frames: gapsMs.length,
    medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
    slowestMs: sorted.at(-1) ?? 0,
    overFifty: gapsMs.filter((gap) => gap > 50).length,
    ...{ longTasks, shift },
  }
}

declare global {
  interface Window {
    endWatch: () => Watch
  }
}
