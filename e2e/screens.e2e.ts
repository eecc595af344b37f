import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  chooseFiles,
  keepScreenshot,
  launchBrowser,
  overflowPx,
  photo,
  SIZES,
  signUp,
  type Visitor,
  visit,
} from './support/browser.ts'
import { type RunningStudio, startStudio } from './support/studio.ts'

let studio: RunningStudio
let browser: Browser
let visitor: Visitor
let generationPath: string
let clipPath: string
let localPath: string

beforeAll(async () => {
  ;[studio, browser] = await Promise.all([startStudio(), launchBrowser()])
  visitor = await visit(browser, studio.url)
  const { page } = visitor
  await signUp(visitor, 'screens@example.com')
  await page.goto('/create')
  const photos = ['thomas-q-1229169-unsplash.jpg', 'stoica-ionela-530966-unsplash.jpg'].map(photo)
  await chooseFiles(page, page.getByRole('button', { name: 'Choose files' }), ...photos)
  await page.getByRole('radio', { name: /^Stone plinth/ }).click()
  await page.getByRole('radio', { name: '2', exact: true }).click()
  const sources = new URL(page.url()).searchParams.get('sources')
  clipPath = `/create?sources=${sources?.split(',')[0]}&shot=motion`
  localPath = `/create?sources=${sources?.split(',')[0]}&shot=white-hero&model=local-studio`
  await page.getByRole('button', { name: 'Make 2 pictures ·' }).click()
  await page.waitForURL('**/generations/gen_*')
  await page.getByText('4 credits used').first().waitFor({ timeout: 60_000 })
  generationPath = new URL(page.url()).pathname
})

afterAll(async () => {
  await browser?.close()
  await studio?.stop()
})

/** Every screen of somebody who is signed in, with something on it that shows it is complete. */
const screens = [
  ['library', () => '/', 'Today'],
  ['create', () => '/create', 'Your photos'],
  ['create-clip', () => clipPath, 'Make 1 video'],
  ['create-local', () => localPath, 'Make 1 picture · free'],
  ['models', () => '/models', 'Nano Banana 2.1'],
  ['generations', () => '/generations', 'Stone plinth'],
  ['generation', () => generationPath, 'Recipe of output 1'],
  ['stores', () => '/stores', 'Connect WooCommerce'],
  ['credits', () => '/credits', 'Charged for a picture that was made'],
  ['plans', () => '/credits?view=plans', 'Your plan'],
  ['account', () => '/settings/account', 'screens@example.com'],
  ['security', () => '/settings/security', 'Sign-in history'],
  ['brand', () => '/settings/brand', 'Words to avoid'],
  ['tokens', () => '/settings/tokens', 'No program comes in yet'],
  ['request-log', () => '/settings/request-log', 'No calls yet'],
  ['webhooks', () => '/settings/webhooks', 'Nothing is sent anywhere yet'],
  ['code', () => '/settings/code', 'quick-start.sh'],
  ['data', () => '/settings/data', 'Every file and everything'],
  ['usage', () => '/settings/usage', 'All kinds'],
  ['privacy', () => '/privacy', 'support@nanostudiopro.com'],
] as const

/** Every look of a screen: both themes, in windows of both sizes. */
const LOOKS = (Object.keys(SIZES) as (keyof typeof SIZES)[]).flatMap((size) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ size, colorScheme })),
)

describe('in light and dark, at the size of a desk and of a phone', () => {
  it.each(screens)(
    'the %s screen fits the window and breaks no rule of accessibility',
    async (name, path, landmark) => {
      const { page } = visitor
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await page.setViewportSize(SIZES.desk)
      await page.goto(path())
      await page.getByText(landmark).first().waitFor()
      // Evaluated, not added as a script: the page's own policy would refuse that.
      await page.evaluate(axe.source)
      const complaints: string[] = []
      for (const { size, colorScheme } of LOOKS) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize(SIZES[size])
        await page.waitForFunction(() => [...document.images].every((image) => image.complete))
        await keepScreenshot(page, `${name}-${size}-${colorScheme}`)
        complaints.push(...(await complaintsAbout(page)).map((words) => `${size}, ${colorScheme}: ${words}`))
      }
      expect(complaints).toEqual([])
    },
  )
})

/** What is wrong with the page as it is shown now. */
async function complaintsAbout(page: Page): Promise<string[]> {
  const overflow = await overflowPx(page)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return [
    ...(overflow > 0 ? [`${overflow} px wider than the window`] : []),
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
  ]
}

describe('by keyboard alone', () => {
  it('every section is reached with Tab, and focus can always be seen', async () => {
    const { page } = visitor
    await page.setViewportSize(SIZES.desk)
    await page.goto('/')
    await page.getByText('Today').first().waitFor()
    const reached = new Set<string>()
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab')
      const focused = page.locator(':focus')
      const name = (await focused.textContent())?.trim() ?? ''
      reached.add(name)
      const outline = await focused.evaluate((element) => {
        const { outlineStyle, boxShadow } = getComputedStyle(element)
        return outlineStyle !== 'none' || boxShadow !== 'none'
      })
      expect(outline, `focus on "${name}" cannot be seen`).toBe(true)
    }
    expect([...reached]).toEqual(expect.arrayContaining(['Library', 'Create', 'Generations', 'Settings']))
  })
})

declare global {
  interface Window {
    axe: typeof axe
  }
}
