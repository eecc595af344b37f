import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { keepScreenshot, SIZES } from './browser.ts'

type Look = { size: keyof typeof SIZES; colorScheme: 'light' | 'dark' }

/** Every look of a page: both themes, in windows of both sizes. */
const LOOKS: readonly Look[] = (['desk', 'phone'] as const).flatMap((size) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ size, colorScheme })),
)

/** Shows a page in every look, keeps a picture of each, and sees to it that nothing is wider than the window. */
export async function look(page: Page, name: string): Promise<void> {
  await lookAt(page, name, findOverflow)
}

/**
 * Does the same, and sees to it that no rule of accessibility is broken: in light at a desk and in dark on a phone, since
 * no rule depends on both at once, and each look takes a second of a core.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  // Evaluated, not added as a script: the page's own policy would refuse that.
  await page.evaluate(axe.source)
  await lookAt(page, name, async (page, { size, colorScheme }) => [
    ...(await findOverflow(page)),
    ...((size === 'desk') === (colorScheme === 'light') ? await findOffences(page) : []),
  ])
}

/** A page is loaded once and then shown in each look, as when somebody turns a phone or the sun sets. */
async function lookAt(
  page: Page,
  name: string,
  findFaults: (page: Page, look: Look) => Promise<string[]>,
): Promise<void> {
  const faults: string[] = []
  for (const look of LOOKS) {
    const { size, colorScheme } = look
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(SIZES[size])
    await page.evaluate(untilPainted)
    await page.waitForFunction(areShownPicturesThere)
    await keepScreenshot(page, `${name}-${size}-${colorScheme}`)
    faults.push(...(await findFaults(page, look)).map((fault) => `${size}, ${colorScheme}: ${fault}`))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(SIZES.desk)
  expect(faults.join('\n'), name).toBe('')
}

/** Runs in the page. What is laid out by its measured size is laid out again in the first frame of a new size. */
function untilPainted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
}

/** Runs in the page. Pictures far below the window are not loaded before somebody comes near them. */
function areShownPicturesThere(): boolean {
  return [...document.images].every((image) => {
    const { top, bottom, width } = image.getBoundingClientRect()
    return image.complete || width === 0 || bottom < 0 || top > window.innerHeight
  })
}

async function findOverflow(page: Page): Promise<string[]> {
  const px = await overflowPx(page)
  return px > 0 ? [`${px} px wider than the window`] : []
}

async function findOffences(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** How many pixels of the page lie beyond the right edge of the window. */
export function overflowPx(page: Page): Promise<number> {
  return page.evaluate(() => {
    // The page itself never scrolls sideways, so what is too wide would only be cut off.
    const isHeld = (element: Element): boolean => {
      const { parentElement } = element
      if (parentElement === null || parentElement === document.body) return false
      return getComputedStyle(parentElement).overflowX !== 'visible' || isHeld(parentElement)
    }
    const isLost = (element: Element) => element.checkVisibility() && !isHeld(element)
    const widest = [...document.body.querySelectorAll('*')]
      .map((element) => ({ element, right: element.getBoundingClientRect().right }))
      .filter(({ element, right }) => right > window.innerWidth && isLost(element))
      .reduce((most, { right }) => Math.max(most, right), 0)
    return Math.max(0, Math.ceil(widest - window.innerWidth))
  })
}

declare global {
  interface Window {
    axe: typeof axe
  }
}
