import type { Visitor } from '../../e2e/support/browser.ts'
import { percentile } from './figures.ts'

type Page = Visitor['page']

/**
 * What a late frame waited for: script, the browser's own style and layout of the page, or neither: then the page was
 * done, and putting it on the screen took so long (raster, decoding of pictures, other processes on the same cores).
 */
const CAUSES = ['script', 'layout', 'drawing'] as const
type Cause = (typeof CAUSES)[number]

/** How the frames of a page came while something was done. */
export type Frames = {
  seconds: number
  frames: number
  medianMs: number
  slowestMs: number
  /** Frames that came more than 50 ms after the one before, by what they waited for. */
  late: Record<Cause, number>
  overFifty: number
  /** Cumulative layout shift, as the browser counts it. */
  shift: number
  mostElements: number
}

/** Times every frame of a page while `act` runs. */
export async function timeFrames(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(watchFrames)
  await act()
  return summarize(await page.evaluate(() => window.endWatch()))
}

/** Frames in one line. */
export function describeFrames({ frames, medianMs, slowestMs, overFifty, late }: Frames): string {
  const causes = CAUSES.filter((cause) => late[cause] > 0).map((cause) => `${cause} ${late[cause]}`)
  const times = `median ${medianMs.toFixed(1)} ms, slowest ${slowestMs.toFixed(0)} ms`
  const why = causes.length > 0 ? ` (${causes.join(', ')})` : ''
  return `${overFifty} of ${frames} frames over 50 ms${why}, ${times}`
}

type Gap = { startMs: number; endMs: number }
/** A frame that took the page more than 50 ms, as the browser tells it. */
type LongFrame = Gap & { scriptMs: number; layoutMs: number }
type Watch = { gaps: Gap[]; longFrames: LongFrame[]; shift: number; mostElements: number }

/** Runs in the page. */
function watchFrames(): void {
  const watch: Watch = { gaps: [], longFrames: [], shift: 0, mostElements: 0 }
  const elements = document.getElementsByTagName('*')
  let last = performance.now()
  let isOver = false
  const onFrame = (now: number) => {
    watch.gaps.push({ startMs: last, endMs: now })
    watch.mostElements = Math.max(watch.mostElements, elements.length)
    last = now
    if (!isOver) requestAnimationFrame(onFrame)
  }
  requestAnimationFrame(onFrame)
  const note = (entries: PerformanceEntryList) => {
    for (const entry of entries) {
      if (entry.entryType === 'layout-shift') {
        watch.shift += (entry as PerformanceEntry & { value: number }).value
        continue
      }
      const { startTime, duration, styleAndLayoutStart, scripts } = entry as PerformanceEntry & {
        styleAndLayoutStart: number
        scripts: readonly { duration: number }[]
      }
      const endMs = startTime + duration
      watch.longFrames.push({
        ...{ startMs: startTime, endMs },
        scriptMs: scripts.reduce((sum, script) => sum + script.duration, 0),
        layoutMs: styleAndLayoutStart === 0 ? 0 : endMs - styleAndLayoutStart,
      })
    }
  }
  const observer = new PerformanceObserver((list) => note(list.getEntries()))
  observer.observe({ type: 'long-animation-frame' })
  observer.observe({ type: 'layout-shift' })
  window.endWatch = () => {
    isOver = true
    note(observer.takeRecords())
    observer.disconnect()
    return watch
  }
}

function summarize({ gaps, longFrames, shift, mostElements }: Watch): Frames {
  const gapsMs = gaps.map(({ startMs, endMs }) => endMs - startMs)
  const lateGaps = gaps.filter(({ startMs, endMs }) => endMs - startMs > 50)
  const late: Frames['late'] = { script: 0, layout: 0, drawing: 0 }
  for (const gap of lateGaps) late[causeOf(gap, longFrames)]++
  return {
    seconds: gapsMs.reduce((sum, gapMs) => sum + gapMs, 0) / 1000,
    frames: gaps.length,
    medianMs: percentile(gapsMs, 0.5),
    slowestMs: percentile(gapsMs, 1),
    overFifty: lateGaps.length,
    ...{ late, shift, mostElements },
  }
}

/** The page is to blame where its own work fills half of the gap. */
function causeOf({ startMs, endMs }: Gap, longFrames: readonly LongFrame[]): Cause {
  const during = longFrames.filter((frame) => frame.startMs < endMs && frame.endMs > startMs)
  const scriptMs = during.reduce((sum, frame) => sum + frame.scriptMs, 0)
  const layoutMs = during.reduce((sum, frame) => sum + frame.layoutMs, 0)
  if (scriptMs + layoutMs < (endMs - startMs) / 2) return 'drawing'
  return scriptMs >= layoutMs ? 'script' : 'layout'
}

declare global {
  interface Window {
    endWatch: () => Watch
  }
}
