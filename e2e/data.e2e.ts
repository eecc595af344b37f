import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { PRIVACY_POLICY } from '@studio/core/privacy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import {
  accountOf,
  chooseFiles,
  keepScreenshot,
  openBrowser,
  photo,
  SIZES,
  signUp,
  type Visitor,
  visit,
} from './support/browser.ts'
import { look, overflowPx } from './support/look.ts'
import { sharedStudio } from './support/shared-studio.ts'

const EMAIL = 'canary-data@example.com'

const studio = sharedStudio()
let visitor: Visitor

beforeAll(async () => {
  visitor = await visit(studio.url)
})

afterAll(() => visitor?.close())

/** The files of an archive by name, read by a library that is not ours. */
async function unpack(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return files
}

async function writeFiles(folder: string, files: Map<string, Buffer>): Promise<void> {
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
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
    await look(page, 'privacy')
  })

  it('is read as plain text where no script runs', async () => {
    const context = await (await openBrowser()).newContext({ javaScriptEnabled: false, baseURL: studio.url })
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
    await page.goto('/create?shot=plinth')
    await chooseFiles(
      page,
      page.getByRole('button', { name: 'Choose files' }),
      photo('ruslan-bardash-351288-unsplash.jpg'),
    )
    const recorded = page.waitForResponse(/trpc\/.*usage\.record/)
    await page.getByRole('button', { name: /^Make .* credits/ }).click()
    await page.waitForURL('**/generations/gen_*')
    await page.getByText(/^\d pictures ready$/).waitFor()
    await recorded
    await page.getByRole('link', { name: 'Settings' }).first().click()
    await page.getByRole('link', { name: 'Usage' }).click()
    const notes = page.getByRole('region', { name: 'What was written down' })
    await notes.getByText('You uploaded a photo').waitFor()
    await notes.getByText('A picture was made').first().waitFor()
    // What still goes on would be written down after the notes are deleted.
    for (const words of [
      'It was judged how well a product can be cut out',
      'A photo was analysed',
      'A generation finished',
    ]) {
      const isWritten = async () => {
        await page.reload()
        await notes.getByText('You uploaded a photo').waitFor()
        return (await notes.getByText(words).count()) > 0
      }
      await expect.poll(isWritten, { interval: 1_000 }).toBe(true)
    }
    await notes.getByText('You opened the page where pictures are made').waitFor()
    expect(await notes.textContent()).not.toContain('ruslan')
    await look(page, 'usage')
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

describe('taking everything along', () => {
  it('an archive of everything is asked for, watched, and fetched; its page shows the pictures', async () => {
    const { page } = visitor
    await page.goto('/settings/data')
    await page.getByRole('button', { name: 'Make an archive' }).click()
    const archives = page.getByRole('list', { name: 'Archives' })
    const fetchIt = archives.getByRole('link', { name: 'Download' })
    await fetchIt.waitFor()
    await archives.getByText('removed on').waitFor()
    await look(page, 'export')
    const [download] = await Promise.all([page.waitForEvent('download'), fetchIt.click()])
    expect(download.suggestedFilename()).toMatch(/^studio-pro-\d{4}-\d\d-\d\d\.zip$/)
    const files = await unpack(await readFile(await download.path()))
    const uploads = [...files].filter(([name]) => name.startsWith('uploads/'))
    expect(uploads[0]?.[1].equals(await readFile(photo('ruslan-bardash-351288-unsplash.jpg')))).toBe(true)

    const folder = await mkdtemp(join(tmpdir(), 'studio-archive-'))
    await writeFiles(folder, files)
    const offline = await (await openBrowser()).newContext({ offline: true, viewport: SIZES.desk })
    const opened = await offline.newPage()
    await opened.goto(`file://${folder}/index.html`)
    await opened.getByRole('heading', { name: 'Photos you uploaded' }).waitFor()
    const broken = await opened.evaluate(async () => {
      for (const image of document.images) image.loading = 'eager'
      await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
      return [...document.images].filter((image) => image.naturalWidth === 0).length
    })
    expect([await opened.locator('img').count(), broken]).toEqual([5, 0])
    await keepScreenshot(opened, 'archive-index')
    await opened.setViewportSize(SIZES.phone)
    await opened.emulateMedia({ colorScheme: 'dark' })
    expect(await overflowPx(opened)).toBe(0)
    await keepScreenshot(opened, 'archive-index-phone-dark')
    await offline.close()
    await rm(folder, { recursive: true })
  })

  it('an archive that is no longer wanted is deleted, and one may ask again', async () => {
    const { page } = visitor
    await page.getByRole('button', { name: 'Delete this archive' }).click()
    await keepScreenshot(page, 'export-delete')
    await page.getByRole('button', { name: 'Delete the archive' }).click()
    await page.getByRole('list', { name: 'Archives' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Make an archive' }).isEnabled()
  })

  it('chosen pictures are downloaded as one archive, at once', async () => {
    const { page } = visitor
    await page.goto('/')
    await page.getByText('Today').first().waitFor()
    await page.locator('[data-asset]').first().focus()
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowRight')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Download' }).click(),
    ])
    expect([...(await unpack(await readFile(await download.path()))).keys()]).toHaveLength(2)
  })
})

describe('what the browser was made to do', () => {
  it('on the whole journey no other site was asked for anything, and there is one cookie', async () => {
    for (const path of [
      '/',
      '/generations',
      '/credits',
      '/settings',
      '/settings/data',
      '/settings/usage',
      '/privacy',
    ]) {
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
    const accountId = await accountOf(visitor)
    const stored: Record<string, string> = await page.evaluate(() => ({ ...localStorage, ...sessionStorage }))
    const known = Object.keys(stored).filter((key) => !key.startsWith('tsr-'))
    expect(['studio.create', 'studio.theme']).toEqual(expect.arrayContaining(known))
    const text = JSON.stringify(stored)
    for (const secret of [accountId, 'canary', '@']) expect(text).not.toContain(secret)
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([])
  })
})
