import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFiles, keepScreenshot, photo, signUp, type Visitor, visit } from './support/browser.ts'
import { inspect } from './support/look.ts'
import { operate } from './support/operate.ts'
import { sharedStudio } from './support/shared-studio.ts'

const studio = sharedStudio()
let visitor: Visitor
let page: Page
/** The uploaded photo, and the screens that the stories leave behind. */
let photoId: string
const NAMES = ['generation', 'refinement', 'cutOut', 'video', 'photo'] as const
const screens: Partial<Record<(typeof NAMES)[number], string>> = {}

beforeAll(async () => {
  visitor = await visit(studio.url)
  page = visitor.page
  await signUp(visitor, 'refine@example.com')
  await operate(studio, 'grant', 'refine@example.com', '200', '--reason', 'for the stories')
  await page.goto('/create?shot=plinth')
  const opener = page.getByRole('button', { name: 'Choose files' })
  await chooseFiles(page, opener, photo('imani-clovis-234736-unsplash.jpg'))
  await page.waitForURL(/sources=ast_/)
  photoId = new URL(page.url()).searchParams.get('sources') ?? ''
})

afterAll(() => visitor?.close())

/** Presses the main button of the create screen, and waits for the screen of what it starts. */
async function make(words: RegExp): Promise<void> {
  await page.getByRole('button', { name: words }).click()
  await page.waitForURL('**/generations/gen_*')
}

const frame = () => page.locator('[data-output]').first()

describe('a picture', () => {
  it('is made, and its recipe tells all that is needed to make it again', async () => {
    await page.getByRole('radio', { name: '1', exact: true }).click()
    await make(/^Make 1 picture · 2 credits$/)
    await page.getByText('2 credits used').first().waitFor()
    const recipe = page.getByRole('region', { name: 'Recipe of output 1' })
    for (const words of [
      'Gemini',
      'Stone plinth, version 1',
      'Marked as made by AI',
      'The product',
      'Prompt, in full',
    ])
      await recipe.getByText(words).first().waitFor()
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await recipe.getByRole('button', { name: 'Copy as JSON' }).click()
    const written = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
    expect(written).toMatchObject({
      makes: 'picture',
      recipe: { shotId: 'plinth', sources: [{ role: 'product' }], costCredits: 2 },
      made: { marking: 'generated' },
    })
    screens.generation = new URL(page.url()).pathname
  })

  it('is changed by words at the price on the button, and shown beside what it was changed from', async () => {
    await page.getByRole('button', { name: 'Warmer light' }).click()
    await page.getByLabel('Say what shall be different').press('End')
    await page.getByLabel('Say what shall be different').pressSequentially(' Use a darker plinth.')
    const before = page.url()
    await page.getByRole('button', { name: /^Refine · 2 credits$/ }).click()
    await page.waitForURL((url) => /generations\/gen_/.test(url.href) && url.href !== before)
    await page.getByText('“Make the light warmer. Use a darker plinth.”').waitFor()
    await page.getByText('2 credits used').first().waitFor()
    screens.refinement = new URL(page.url()).pathname

    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    const viewer = page.getByRole('dialog')
    await viewer
      .getByText(/plinth-1/)
      .first()
      .waitFor()
    expect(await viewer.locator('[data-picture]').count()).toBe(2)
    await page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'hidden' })
  })

  it('is found in its lineage, from the photo to the change, by keyboard alone', async () => {
    const lineage = page.locator('summary', { hasText: 'Lineage' })
    await lineage.focus()
    await page.keyboard.press('Enter')
    await page.getByText('You are here').waitFor()
    const lines = page.locator('details li > a')
    expect(await lines.count()).toBe(3)
    await lines.nth(1).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${screens.generation}`)
  })
})

describe('a cut-out', () => {
  it('is made for nothing on this installation, and made again with another switch', async () => {
    await page.goto(`/create?shot=cut-out&sources=${photoId}`)
    await make(/^Make 1 picture · free$/)
    await page.getByText('1 picture ready', { exact: true }).waitFor()
    const recipe = page.getByRole('region', { name: 'Recipe of output 1' })
    await recipe.getByText('Your own pixels, arranged by computation').waitFor()
    screens.cutOut = new URL(page.url()).pathname

    const summary = page.getByText('The cut-out of output 1')
    const review = page.locator('details', { has: summary })
    if (!(await review.evaluate((details: HTMLDetailsElement) => details.open))) await summary.click()
    await review.getByRole('img', { name: 'What was cut out of the photo' }).waitFor()
    const mask = review.getByRole('img', { name: 'The mask: white where the product is' })
    await expect.poll(() => mask.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    await keepScreenshot(page, 'cut-out-review')
    const before = page.url()
    await review.getByRole('switch', { name: 'Remove the shadow' }).click()
    await review.getByRole('button', { name: 'Cut out again · free' }).click()
    await page.waitForURL((url) => /generations\/gen_/.test(url.href) && url.href !== before)
    await page.getByText('1 picture ready', { exact: true }).waitFor()
    await recipe.getByText('Remove the shadow').waitFor()
    expect(await page.getByText('Free', { exact: true }).count()).toBeGreaterThan(0)
  })
})

describe('a video', () => {
  it('says what it takes while it is made, also after a reload, and plays in its place', async () => {
    await page.goto(`/create?shot=motion&sources=${photoId}`)
    await make(/^Make 1 video · \d+ credits$/)
    const wait = page.getByText('this takes one to five minutes')
    await wait.waitFor()
    await keepScreenshot(page, 'video-running')
    await page.reload()
    await page.getByText(/^1 (video ready|failed)$/).waitFor()
    // Of one that failed, the frame says why.
    expect(await frame().textContent()).toBe('0:05')
    await keepScreenshot(page, 'video-ready')
    screens.video = new URL(page.url()).pathname
    expect(await page.locator('video').count()).toBe(0)
    await frame().click()
    const player = page.locator('video')
    await expect
      .poll(() => player.evaluate((video: HTMLVideoElement) => video.currentTime))
      .toBeGreaterThan(0)
    expect(
      await player.evaluate(({ muted, loop, controls, videoWidth }: HTMLVideoElement) => ({
        ...{ muted, loop, controls },
        hasPictures: videoWidth > 0,
      })),
    ).toEqual({ muted: true, loop: true, controls: true, hasPictures: true })
  })
})

describe('what is known of a photo', () => {
  it('stands beside it, and its alt text is corrected in place', async () => {
    await page.goto(`/assets/${photoId}`)
    const panel = page.getByRole('region', { name: 'What it shows' })
    await panel.getByText('Analysed by Gemini').waitFor()
    await panel.getByRole('button', { name: 'Edit' }).click()
    await panel.getByLabel('Alt text').fill('A running shoe, seen from the side.')
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('edited by you').waitFor()
    await page.reload()
    await panel.getByText('A running shoe, seen from the side.').waitFor()
    screens.photo = new URL(page.url()).pathname
  })

  it('is left with Escape one step at a time: first the fields, then the picture', async () => {
    const panel = page.getByRole('region', { name: 'What it shows' })
    await panel.getByRole('button', { name: 'Edit' }).click()
    await page.keyboard.press('Escape')
    await panel.getByRole('button', { name: 'Edit' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(screens.photo)
    await page.keyboard.press('Escape')
    await page.waitForURL((url) => url.pathname === '/')
    await keepScreenshot(page, 'library-with-video')
  })
})

describe('in light and dark, at the size of a desk and of a phone', () => {
  it.each(NAMES)('the screen of a %s fits the window and breaks no rule of accessibility', async (name) => {
    await page.goto(screens[name] ?? expect.fail('no story left this screen behind'))
    await page.getByText('Lineage').first().waitFor()
    for (const summary of await page.locator('summary').all()) {
      const isOpen = await summary.evaluate(({ parentElement }) => (parentElement as HTMLDetailsElement).open)
      if (!isOpen) await summary.click()
    }
    await page.getByText('You are here').waitFor()
    if (name === 'photo') await page.getByText('edited by you').scrollIntoViewIfNeeded()
    else await page.evaluate(() => window.scrollTo(0, 0))
    await inspect(page, name)
  })
})

it('the browser asked nobody else and had nothing to complain of', () => {
  expect(visitor.foreignRequests).toEqual([])
  expect(visitor.complaints).toEqual([])
})
