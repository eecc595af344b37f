import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFiles, keepScreenshot, photo, signUp, type Visitor, visit } from './support/browser.ts'
import { overflowPx } from './support/look.ts'
import { type RunningStudio, startStudio } from './support/studio.ts'

// Credits to begin with are for the first account of an installation.
let studio: RunningStudio
let visitor: Visitor

beforeAll(async () => {
  studio = await startStudio()
  visitor = await visit(studio.url)
})

afterAll(async () => {
  await visitor?.close()
  await studio?.stop()
})

describe('the first picture', () => {
  it('signing up brings credits and a library that says how to begin', async () => {
    await visitor.page.goto('/')
    await visitor.page.waitForURL('**/sign-in')
    await visitor.page.getByLabel('E-mail').waitFor()
    await keepScreenshot(visitor.page, 'sign-in')
    await signUp(visitor, 'first@example.com')
    await visitor.page.getByText('220 credits').first().waitFor()
    await keepScreenshot(visitor.page, 'library-empty')
  })

  it('a chosen photo is uploaded and the price stands on the button', async () => {
    const { page } = visitor
    await page.goto('/create')
    await chooseFiles(
      page,
      page.getByRole('button', { name: 'Choose files' }),
      photo('imani-clovis-234736-unsplash.jpg'),
    )
    await page.getByRole('radio', { name: /Stone plinth/ }).click()
    await page.getByRole('button', { name: /^Make .* credits?$/ }).waitFor()
    await keepScreenshot(page, 'create')
    expect(await overflowPx(page)).toBe(0)
  })

  it('pressing it makes the pictures, live, and charges what it said', async () => {
    const { page } = visitor
    const button = page.getByRole('button', { name: /^Make (\d) pictures? · (\d+) credits?$/ })
    const [, count, credits] =
      /Make (\d) pictures? · (\d+) credit/.exec((await button.textContent()) ?? '') ?? []
    await button.click()
    await page.waitForURL('**/generations/gen_*')
    await page.getByText(`${credits} credits used`).first().waitFor()
    await keepScreenshot(page, 'generation')
    expect(await page.getByRole('img').count()).toBeGreaterThanOrEqual(Number(count))
    await page
      .getByText(`${220 - Number(credits)} credits`)
      .first()
      .waitFor()
  })

  it('an output is compared with its source, by keyboard too', async () => {
    const { page } = visitor
    await page
      .getByRole('button', { name: /compare/i })
      .first()
      .click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('ArrowRight')
    await keepScreenshot(page, 'compare')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('the downloaded picture is whole and carries the AI marking', async () => {
    const { page } = visitor
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByLabel('Download output 1').click(),
    ])
    const file = await readFile(await download.path())
    const { width, xmp } = await sharp(file).metadata()
    expect(width).toBeGreaterThan(500)
    expect(xmp?.toString()).toContain('trainedAlgorithmicMedia')
  })

  it('the browser asked nobody else, kept one cookie, and had nothing to complain of', async () => {
    expect(visitor.foreignRequests).toEqual([])
    const cookies = await visitor.context.cookies()
    expect(cookies).toMatchObject([{ name: '__Host-session', httpOnly: true, secure: true, sameSite: 'Lax' }])
    expect(visitor.complaints).toEqual([])
  })
})
