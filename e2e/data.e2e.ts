import { PRIVACY_POLICY } from '@studio/core/privacy'
import type { Browser } from 'playwright-core'
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

const EMAIL = 'canary-data@example.com'

let studio: RunningStudio
let browser: Browser
let visitor: Visitor

beforeAll(async () => {
  ;[studio, browser] = await Promise.all([startStudio(), launchBrowser()])
  visitor = await visit(browser, studio.url)
})

afterAll(async () => {
  await browser?.close()
  await studio?.stop()
})

/** Looks at a screen in both sizes and both colours. */
async function look(name: string): Promise<void> {
  const { page } = visitor
  for (const size of ['phone', 'desk'] as const) {
    await page.setViewportSize(SIZES[size])
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await keepScreenshot(page, `${name}-${size}-${colorScheme}`)
    }
    expect(await overflowPx(page)).toBe(0)
  }
}

describe('the privacy policy', () => {
  it('is one press away from the way in, and there before anybody has an account', async () => {
    const { page } = visitor
    await page.goto('/sign-up')
    await page.getByRole('link', { name: 'Privacy' }).click()
    await page.waitForURL('**/privacy')
    await page.getByRole('heading', { name: 'Privacy', level: 1 }).waitFor()
    for (const sentence of PRIVACY_POLICY.flatMap(({ sentences }) => sentences))
      expect(await page.locator(`#${sentence.id}`).textContent()).toContain(sentence.text)
    await page.getByText('Last updated').waitFor()
    await look('privacy')
  })

  it('is read as plain text where no script runs', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: studio.url })
    const page = await context.newPage()
    await page.goto('/privacy')
    await page.getByRole('link', { name: 'privacy policy' }).click()
    await page.getByText('Last updated:').waitFor()
    await context.close()
  })
})

describe('usage data', () => {
  it('lists in words what happened and which pages were opened', async () => {
    const { page } = visitor
    await signUp(visitor, EMAIL)
    await page.goto('/create')
    await chooseFiles(
      page,
      page.getByRole('button', { name: 'Choose files' }),
      photo('ruslan-bardash-351288-unsplash.jpg'),
    )
    const recorded = page.waitForResponse(/trpc\/.*usage\.record/)
    await page.getByRole('button', { name: /^Make .* credits/ }).click()
    await page.waitForURL('**/generations/gen_*')
    await page
      .getByText(/credits? used/)
      .first()
      .waitFor({ timeout: 60_000 })
    await recorded
    await page.getByRole('link', { name: 'Settings' }).first().click()
    await page.getByRole('link', { name: 'Usage' }).click()
    const notes = page.getByRole('region', { name: 'What was written down' })
    await notes.getByText('You uploaded a photo').waitFor()
    await notes.getByText('A picture was made').first().waitFor()
    await notes.getByText('You opened the page where pictures are made').waitFor()
    expect(await notes.textContent()).not.toContain('ruslan')
    await look('usage')
  })

  it('can be narrowed to the pages that were opened', async () => {
    const { page } = visitor
    const notes = page.getByRole('region', { name: 'What was written down' })
    await page.getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Pages you opened' }).click()
    await notes.getByText('You uploaded a photo').waitFor({ state: 'detached' })
    await notes.getByText('You opened the page where pictures are made').waitFor()
  })

  it('is deleted when one says so, and grows no further once opened pages are switched off', async () => {
    const { page } = visitor
    await page.goto('/settings/usage')
    await Promise.all([
      page.waitForResponse(/usage\.changeSettings/),
      page.getByRole('switch', { name: 'Write down which pages I open' }).click(),
    ])
    await page.getByRole('button', { name: 'Delete …' }).click()
    await page.getByRole('button', { name: 'Delete all notes' }).waitFor()
    await keepScreenshot(page, 'usage-delete')
    await page.getByRole('button', { name: 'Delete all notes' }).click()
    await page.getByRole('heading', { name: 'Nothing is written down' }).waitFor()
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.url()))
    const settings = page.waitForResponse(/usage\.settings/)
    await page.goto('/credits')
    // The recorder has asked and heard no; whatever it would send goes out with the answer.
    await settings
    await page.getByRole('link', { name: 'Settings' }).first().click()
    await page.getByRole('link', { name: 'Usage' }).click()
    await page.getByRole('heading', { name: 'Nothing is written down' }).waitFor()
    expect(sent.filter((url) => url.includes('usage.record'))).toEqual([])
  })
})

describe('what the browser was made to do', () => {
  it('on the whole journey no other site was asked for anything, and there is one cookie', async () => {
    for (const path of ['/', '/generations', '/credits', '/settings', '/settings/usage', '/privacy']) {
      await visitor.page.goto(path)
      await visitor.page
        .getByRole('heading', { level: 1 })
        .or(visitor.page.getByText('Today'))
        .first()
        .waitFor()
    }
    expect(visitor.foreignRequests).toEqual([])
    const cookies = await visitor.context.cookies()
    expect(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite])).toEqual([
      ['__Host-session', true, 'Lax'],
    ])
  })

  it('what the browser itself remembers says nothing about the person', async () => {
    const { page } = visitor
    const { accountId, stored } = await page.evaluate(async () => {
      const session = await fetch('/trpc/auth.session').then((answer) => answer.json())
      return {
        accountId: session.result.data.id as string,
        stored: { ...localStorage, ...sessionStorage } as Record<string, string>,
      }
    })
    const known = Object.keys(stored).filter((key) => !key.startsWith('tsr-'))
    expect(['studio.create', 'studio.theme']).toEqual(expect.arrayContaining(known))
    const text = JSON.stringify(stored)
    for (const secret of [accountId, 'canary', '@']) expect(text).not.toContain(secret)
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([])
  })
})
