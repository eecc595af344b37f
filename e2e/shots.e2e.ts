import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFiles, keepScreenshot, photo, signUp, type Visitor, visit } from './support/browser.ts'
import { overflowPx } from './support/look.ts'
import { operate } from './support/operate.ts'
import { sharedStudio } from './support/shared-studio.ts'

const studio = sharedStudio()
let visitor: Visitor

beforeAll(async () => {
  visitor = await visit(studio.url)
  await signUp(visitor, 'shots@example.com')
  await operate(studio, 'grant', 'shots@example.com', '200', '--reason', 'for the stories')
})

afterAll(() => visitor?.close())

describe('what a photo is good for', () => {
  it('is said beside it, and what suits the product stands first', async () => {
    const { page } = visitor
    await page.goto('/create')
    await chooseFiles(
      page,
      page.getByRole('button', { name: 'Choose files' }),
      photo('imani-clovis-234736-unsplash.jpg'),
    )
    await page.getByText(/photo to work from/).waitFor()
    await page.getByRole('heading', { name: 'Recommended for this product' }).waitFor()
    await keepScreenshot(page, 'create-report')
    expect(await overflowPx(page)).toBe(0)
  })
})

describe('a shot on this installation', () => {
  it('is offered as soon as the cut-out is sure, with the product’s own pixels and for nothing', async () => {
    const { page } = visitor
    await page.getByRole('radio', { name: /^Pure white hero/ }).click()
    await page.getByText('The product stands out clearly').waitFor()
    await page.getByText('Your product’s own pixels · free').waitFor()
    await page.getByRole('button', { name: 'Make 1 picture · free' }).waitFor()
    await keepScreenshot(page, 'create-local')
  })

  it('becomes a picture, and no credit is touched', async () => {
    const { page } = visitor
    await page.getByRole('button', { name: 'Make 1 picture · free' }).click()
    await page.waitForURL('**/generations/gen_*')
    await page
      .getByRole('img', { name: /output 1|Pure white hero/i })
      .first()
      .waitFor()
    await page.getByText('220 credits').first().waitFor()
    await keepScreenshot(page, 'generation-local')
  })
})

describe('a clip', () => {
  it('is chosen like any other shot, priced by its length, and plays', async () => {
    const { page } = visitor
    await page.goBack()
    await page.getByRole('radio', { name: /^Short motion clip/ }).click()
    await page.getByRole('button', { name: 'Make 1 video · 35 credits' }).waitFor()
    await page.getByRole('radio', { name: '3 s', exact: true }).click()
    await page.getByRole('button', { name: 'Make 1 video · 21 credits' }).click()
    await page.waitForURL('**/generations/gen_*')
    await page.getByText('21 credits used').first().waitFor()
    await page.getByRole('button', { name: /^Output 1: play the video/ }).click()
    const video = page.locator('video')
    await expect
      .poll(() => video.evaluate((element) => (element as HTMLVideoElement).currentTime))
      .toBeGreaterThan(0)
    await keepScreenshot(page, 'generation-video')
    expect(await video.evaluate((element) => Math.round((element as HTMLVideoElement).duration))).toBe(3)
    expect(await video.getAttribute('poster')).toContain('preview')
  })
})

describe('a shot of one’s own', () => {
  it('is saved from words and choices, stands in the gallery, and can be made again', async () => {
    const { page } = visitor
    await page.goto('/create?shot=plinth')
    await page.getByLabel('Anything to add?').fill('with two lemons')
    await page.getByRole('button', { name: 'Save as a shot of your own' }).click()
    await page.getByLabel('Name').fill('Lemon plinth')
    await keepScreenshot(page, 'save-shot')
    await page.getByRole('button', { name: 'Save shot' }).click()
    await page.getByRole('heading', { name: 'Your shots' }).waitFor()
    await page.getByRole('radio', { name: /^Lemon plinth/, checked: true }).waitFor()
    await page.getByRole('button', { name: 'Lemon plinth is a favourite' }).click()
    await page.getByRole('button', { name: 'Only favourites' }).click()
    await keepScreenshot(page, 'create-favourites')
    expect(await page.getByRole('radio', { name: /^Pure white hero/ }).count()).toBe(0)
  })
})

describe('the brand kit', () => {
  it('is saved with its colours and words, and a brand sweep takes its first colour', async () => {
    const { page } = visitor
    await page.goto('/settings/brand')
    await page.getByLabel('Your main colour').fill('#0a5c55')
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByLabel('Words to use').fill('calm')
    await page.keyboard.press('Enter')
    await page.getByText('Not saved yet').waitFor()
    await page.getByRole('button', { name: 'Save brand kit' }).click()
    await page.getByText('Saved just now').waitFor()
    await keepScreenshot(page, 'brand-kit')
    await page.goto('/create?shot=brand-sweep')
    await page.getByRole('radio', { name: '#0a5c55', checked: true }).waitFor()
    await keepScreenshot(page, 'create-sweep')
  })
})

describe('the models', () => {
  it('are compared on a page of their own, one press from the choice', async () => {
    const { page } = visitor
    await page.getByRole('link', { name: 'Compare all models' }).click()
    await page.getByRole('heading', { name: 'Models', exact: true }).waitFor()
    await page.getByText('Kling 3 Turbo').waitFor()
    await keepScreenshot(page, 'models')
    expect(await overflowPx(page)).toBe(0)
  })

  it('the browser asked nobody else, and had nothing to complain of', () => {
    expect(visitor.foreignRequests).toEqual([])
    expect(visitor.complaints).toEqual([])
  })
})
