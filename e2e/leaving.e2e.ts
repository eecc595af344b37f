import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountOf, chooseFiles, photo, signUp, type Visitor, visit } from './support/browser.ts'
import { look } from './support/look.ts'
import { sharedStudio } from './support/shared-studio.ts'

const PASSWORD = 'a quiet studio by the sea'

const studio = sharedStudio()
let visitor: Visitor
let accountId: string

beforeAll(async () => {
  visitor = await visit(studio.url)
  await signUp(visitor, 'leaving@example.com')
  accountId = await accountOf(visitor)
})

afterAll(() => visitor?.close())

const run = promisify(execFile)

/** Runs a command of the studio that needs neither database nor network. */
function studioCommand(...words: string[]) {
  const script = fileURLToPath(new URL('../scripts/studio.mjs', import.meta.url))
  return run(process.execPath, [script, ...words], { env: { PATH: process.env.PATH } })
}

const card = () => visitor.page.locator('section').filter({ hasText: 'Delete the account' }).first()
const dialog = () => visitor.page.getByRole('dialog', { name: 'Delete the account' })
const banner = () => visitor.page.getByRole('region', { name: 'Your account will be deleted' })

/** How many files are stored for the account. */
async function storedFiles(): Promise<number> {
  const folder = join(studio.homeDir, 'objects', 'objects', 'accounts', accountId)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).length
}

describe('leaving', () => {
  it('a deletion that was chosen for another day shows on every screen, and is stopped with one press', async () => {
    const { page } = visitor
    await page.goto('/create')
    await chooseFiles(
      page,
      page.getByRole('button', { name: 'Choose files' }),
      photo('ruslan-bardash-351288-unsplash.jpg'),
    )
    await expect.poll(storedFiles).toBe(3)
    await page.goto('/settings/data')
    await card().getByText('1 picture,').waitFor()
    await look(visitor.page, 'data-before')

    await page.getByRole('button', { name: 'Delete the account…' }).click()
    await dialog().getByLabel('Your password', { exact: true }).fill('another password')
    await dialog().getByRole('button', { name: 'Delete in seven days' }).click()
    await dialog().getByText('This is not your password.').waitFor()
    await look(visitor.page, 'data-dialog')
    await dialog().getByLabel('Your password', { exact: true }).fill(PASSWORD)
    await dialog().getByRole('button', { name: 'Delete in seven days' }).click()
    await banner().waitFor()
    await card().getByText('This account will be deleted on').waitFor()
    await look(visitor.page, 'data-scheduled')

    await page.goto('/')
    await banner().getByRole('button', { name: 'Keep the account' }).click()
    await banner().waitFor({ state: 'detached' })
    await page.goto('/settings/data')
    await page.getByRole('button', { name: 'Delete the account…' }).waitFor()
  })

  it('deleting now ends on the receipt, which checks offline with the key that is published', async () => {
    const { page } = visitor
    await page.getByRole('button', { name: 'Delete the account…' }).click()
    await dialog().getByRole('radio', { name: /^Now/ }).click()
    await dialog().getByLabel('Your password', { exact: true }).fill(PASSWORD)
    await dialog().getByRole('button', { name: 'Delete everything now' }).click()
    await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
    await page.getByText('1 picture, with 3 files of').waitFor()
    await look(visitor.page, 'deleted')
    expect(await storedFiles()).toBe(0)
    expect((await visitor.context.cookies()).map(({ value }) => value)).toEqual([])

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save the receipt' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^receipt-del_\w+\.json$/)
    const file = await download.path()
    const key: { publicKey: string } = await (
      await fetch(`${studio.url}/.well-known/studio-receipt-key.json`)
    ).json()
    const { stdout } = await studioCommand('verify-receipt', file, '--public-key', key.publicKey)
    expect(stdout).toContain('It was signed by the key you gave.')
    expect(stdout).toContain('with 3 files')

    await page.reload()
    await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
    await page.goto('/')
    await page.waitForURL('**/sign-in**')
    await page.goto('/deleted')
    await page.getByRole('heading', { name: 'This link is not complete' }).waitFor()
    expect(visitor.foreignRequests).toEqual([])
  })
})
