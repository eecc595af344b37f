import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFiles, keepScreenshot, photo, signUp, type Visitor, visit } from './support/browser.ts'
import { breakGemini, type RunningStudio, startStudio } from './support/studio.ts'

let studio: RunningStudio
let visitor: Visitor

beforeAll(async () => {
  studio = await startStudio()
  visitor = await visit(studio.url)
  await signUp(visitor, 'trouble@example.com')
})

afterAll(async () => {
  await visitor?.close()
  await studio?.stop()
})

/** Starts a generation of `count` pictures of the stool, and waits for its page. */
async function start(page: Page, count: number): Promise<void> {
  await page.goto('/create?shot=plinth')
  await chooseFiles(
    page,
    page.getByRole('button', { name: 'Choose files' }),
    photo('ruslan-bardash-351288-unsplash.jpg'),
  )
  await page.getByRole('radio', { name: String(count), exact: true }).click()
  await page
    .getByRole('button', { name: `Make ${count === 1 ? '1 picture' : `${count} pictures`} ·` })
    .click()
  await page.waitForURL('**/generations/gen_*')
}

/** Credits as the top bar shows them. */
const showsCredits = (page: Page, credits: number) => page.getByText(`${credits} credits`).first().waitFor()

describe('when something goes wrong', () => {
  it('a picture that Gemini declines is explained and not charged', async () => {
    const { page } = visitor
    await breakGemini(studio, { kind: 'blocked_prompt' })
    await start(page, 1)
    await page.getByText('You were not charged').first().waitFor()
    await page
      .getByText(/Gemini declined/)
      .first()
      .waitFor()
    await keepScreenshot(page, 'declined')
    await showsCredits(page, 220)
  })

  it('an overloaded Gemini is asked again until the picture is there', async () => {
    const { page } = visitor
    await breakGemini(studio, { kind: 'status', status: 503 })
    await start(page, 1)
    await page.getByText('2 credits used').first().waitFor()
    await showsCredits(page, 218)
  })

  it('a worker killed in the middle costs nothing twice and loses nothing', async () => {
    const { page } = visitor
    await breakGemini(studio, { kind: 'delay', delayMs: 3000 }, { times: 2 })
    await start(page, 2)
    await page.getByText('Being made').first().waitFor()
    process.kill(studio.workerPid(), 'SIGKILL')
    await page.getByText('4 credits used').first().waitFor()
    await showsCredits(page, 214)
  })

  it('a page that lost its connection catches up by itself', async () => {
    const { page, context } = visitor
    await start(page, 1)
    await context.setOffline(true)
    await context.setOffline(false)
    await page.getByText('2 credits used').first().waitFor()
  })

  it('a file that is no picture gets a sentence that says what would work', async () => {
    const { page } = visitor
    const path = join(studio.homeDir, 'notes.jpg')
    writeFileSync(path, 'These are notes, not a photo.')
    await page.goto('/')
    await chooseFiles(page, page.getByRole('button', { name: 'Upload photos' }).first(), path)
    await page
      .getByText(/Use a JPEG, PNG, WebP or AVIF picture/)
      .first()
      .waitFor()
    await keepScreenshot(page, 'bad-file')
  })

  it('a deleted generation takes its files with it', async () => {
    const { page } = visitor
    const stored = () =>
      readdirSync(join(studio.homeDir, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ).length
    await start(page, 1)
    await page.getByText('2 credits used').first().waitFor()
    const before = stored()
    await page
      .getByRole('button', { name: /^Delete/ })
      .first()
      .click()
    await keepScreenshot(page, 'delete')
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: /^Delete/ })
      .click()
    await page.waitForURL((url) => !url.pathname.includes('gen_'))
    await expect.poll(stored).toBe(before - 3)
  })
})
