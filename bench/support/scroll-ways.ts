import { setTimeout as sleep } from 'node:timers/promises'
import type { Visitor } from '../../e2e/support/browser.ts'

type Page = Visitor['page']

/** A way in which a page is scrolled. */
export type ScrollWay = { name: string; scroll: (page: Page) => Promise<unknown> }

/** How people scroll: with input as it comes from their hands, through the browser's own path for it. */
export const BY_HAND: readonly ScrollWay[] = [
  { name: 'wheel, 20 notches of 120 px a second', scroll: turnWheel },
  { name: 'trackpad, flings of 8,000 px at 5,000 px a second', scroll: fling },
  { name: 'Page Down held', scroll: holdPageDown },
  { name: 'scroll bar dragged over half of the page and back', scroll: dragScrollBar },
]

/** Far beyond a hand: end to end and back, by half a window every frame. */
export const STRESS: ScrollWay = { name: 'half a window every frame, end to end and back', scroll: race }

async function turnWheel(page: Page): Promise<void> {
  const input = await page.context().newCDPSession(page)
  for (let notch = 0; notch < 200; notch++) {
    // Not awaited: a wheel does not wait for the page either.
    void input.send('Input.dispatchMouseEvent', {
      ...{ type: 'mouseWheel', x: 700, y: 500, deltaX: 0, deltaY: 120 },
    })
    await sleep(50)
  }
}

async function fling(page: Page): Promise<void> {
  const input = await page.context().newCDPSession(page)
  await input.send('Input.synthesizeScrollGesture', {
    ...{ x: 700, y: 500, yDistance: -8000, speed: 5000, gestureSourceType: 'mouse' },
    ...{ repeatCount: 5, repeatDelayMs: 400 },
  })
}

async function holdPageDown(page: Page): Promise<void> {
  const input = await page.context().newCDPSession(page)
  const key = { key: 'PageDown', code: 'PageDown', windowsVirtualKeyCode: 34 }
  for (let repeat = 0; repeat < 150; repeat++) {
    void input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', autoRepeat: repeat > 0, ...key })
    await sleep(33)
  }
  await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
}

/** A headless browser has no scroll bars: the page is put where the hand on one would have it in each frame. */
async function dragScrollBar(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    const { scrollHeight } = document.documentElement
    for (const [fromShare, toShare] of [
      [0.2, 0.7],
      [0.7, 0.2],
    ] as const) {
      const startMs = performance.now()
      for (let share = 0; share < 1; await frame()) {
        share = Math.min(1, (performance.now() - startMs) / 2000)
        const top = scrollHeight * (fromShare + (toShare - fromShare) * share)
        window.scrollTo({ top, behavior: 'instant' })
      }
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  })
}

async function race(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    const stepPx = window.innerHeight / 2
    const endPx = document.documentElement.scrollHeight - window.innerHeight
    for (const direction of [1, -1]) {
      for (let wayPx = 0; wayPx < endPx; wayPx += stepPx) {
        window.scrollBy({ top: stepPx * direction, behavior: 'instant' })
        await frame()
      }
    }
  })
}
