import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFiles, dropOn, photo, signUp, type Visitor, visit } from './support/browser.ts'
import { inspect } from './support/look.ts'
import { sharedStudio } from './support/shared-studio.ts'

const studio = sharedStudio()
let visitor: Visitor

/** Photos that no other story here sends: a file that is known keeps its first name. */
const DROPPED = {
  'STOOL-1': 'kari-shea-398668-unsplash.jpg',
  'STOOL-2': 'imani-clovis-234736-unsplash.jpg',
}

beforeAll(async () => {
  visitor = await visit(studio.url)
  const { page } = visitor
  await signUp(visitor, 'batches@example.com')
  await page.goto('/create')
  const photos = ['thomas-q-1229169-unsplash.jpg', 'stoica-ionela-530966-unsplash.jpg'].map(photo)
  await chooseFiles(page, page.getByRole('button', { name: 'Choose files' }), ...photos)
  await page.waitForURL(/sources=ast_\w+(,|%2C)ast_/)
})

afterAll(() => visitor?.close())

describe('a batch', () => {
  it('begins with what it is for', async () => {
    const { page } = visitor
    await page.goto('/batches')
    await page.getByText('Many pictures, one price').waitFor()
    await inspect(page, 'batches-empty')
  })

  it('says its price before it starts, for photos of the library and a table with mistakes in it', async () => {
    const { page } = visitor
    await page.getByRole('link', { name: 'New batch' }).click()
    await page.getByLabel('Name').fill('Autumn')
    await page.getByRole('button', { name: 'From the library' }).click()
    const dialog = page.getByRole('dialog')
    // Photos are offered once they are prepared.
    await dialog.getByRole('listitem').nth(1).waitFor()
    for (const each of await dialog.getByRole('listitem').getByRole('button').all()) await each.click()
    await dialog.getByRole('button', { name: 'Use 2 photos' }).click()
    await page.getByRole('button', { name: 'From a table' }).click()
    await dialog
      .getByLabel('Table')
      .fill('\uFEFFsku;image url\nMUG-1;http://127.0.0.1:9/gone.jpg\nMUG-2;mug.jpg')
    await dialog.getByText('Line 3: This is not an address').waitFor()
    await inspect(page, 'batch-table')
    await dialog.getByRole('button', { name: 'Take 1 address' }).click()
    await page.getByRole('button', { name: 'Choose shots' }).click()
    await dialog.getByRole('button', { name: 'Pure white hero' }).click()
    await inspect(page, 'batch-shots')
    await dialog.getByRole('button', { name: 'Go on with 1 shot' }).click()
    await page.getByRole('button', { name: 'Start 3 pictures · 6 credits' }).waitFor()
    await inspect(page, 'batch-new')
  })

  it('is kept as a draft, and found again', async () => {
    const { page } = visitor
    await page.waitForURL(/draft=bat_/)
    await page.getByText('Kept as a draft').waitFor()
    await page.goto('/batches')
    await page.getByText('Draft', { exact: true }).waitFor()
    await inspect(page, 'batches-draft')
    await page.getByRole('link', { name: /Autumn/ }).click()
    await page.getByRole('button', { name: 'Start 3 pictures · 6 credits' }).click()
    await page.waitForURL(/\/batches\/bat_/)
  })

  it('makes what it can, says why the rest failed, and charges only what was made', async () => {
    const { page } = visitor
    await page.getByText('3 items · 2 made · 1 failed').waitFor()
    await page.getByText('4 of 6 credits used, 2 returned').waitFor()
    await page.getByText('You were not charged for these.').waitFor()
    await page.getByRole('button', { name: 'Make the failed ones again' }).click()
    await page.getByRole('button', { name: 'Make 1 item again · 2 credits' }).waitFor()
    await page.getByRole('button', { name: 'Not now' }).click()
  })

  it('is decided about by key, and what was accepted is downloaded', async () => {
    const { page } = visitor
    const pictures = page.locator('[data-item]')
    await pictures.first().focus()
    await page.keyboard.press('a')
    await page.getByText('1 of 2 decided').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('r')
    await page.getByText('2 of 2 decided').waitFor()
    await inspect(page, 'batch')
    await page.getByRole('button', { name: 'Download 1' }).click()
    await page.getByRole('combobox', { name: 'Where they go' }).click()
    await page.getByRole('option', { name: 'Amazon' }).click()
    await page.getByText('named by SKU, shot and channel').waitFor()
    await inspect(page, 'batch-download')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^studio-pro-amazon-.*\.zip$/)
  })

  it('is reviewed one picture at a time: beside its source, by key, with a way back', async () => {
    const { page } = visitor
    const dialog = page.getByRole('dialog').first()
    await page.getByRole('button', { name: 'Look through' }).click()
    await dialog.getByText('1 of 2 · 0 to decide').waitFor()
    await dialog.getByRole('img').nth(1).waitFor()
    await page.keyboard.press('u')
    await dialog.getByText('1 to decide').waitFor()
    await page.keyboard.press('3')
    await dialog.getByRole('button', { name: '3 of 5', pressed: true }).waitFor()
    await inspect(page, 'batch-review')
    await page.keyboard.press('?')
    await page.getByText('Take the last decision back').last().waitFor()
    await page.keyboard.press('Escape')
    // A decision goes on to the picture that is left.
    await page.keyboard.press('r')
    await dialog.getByText('2 of 2 · 1 to decide').waitFor()
    await page.keyboard.press('a')
    await dialog.getByText('0 to decide').waitFor()
    await page.keyboard.press('e')
    await page.getByRole('button', { name: 'Make 1 item again · 2 credits' }).waitFor()
    await page.getByRole('button', { name: 'Not now' }).click()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('is decided about many at once, and that is taken back with one press', async () => {
    const { page } = visitor
    await page.getByText('2 of 2 decided').waitFor()
    await page.locator('[data-item]').first().focus()
    await page.keyboard.press('Control+a')
    await page.getByText('3 selected').waitFor()
    await inspect(page, 'batch-selected')
    await page.getByRole('button', { name: 'Accept', exact: true }).click()
    await page.getByText('2 pictures accepted').waitFor()
    await page.getByRole('button', { name: 'Download 2' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Download 1' }).waitFor()
  })

  it('is begun with a folder: its photos bring their SKUs, what is none is said, and the draft can go again', async () => {
    const { page } = visitor
    const folder = await mkdtemp(join(tmpdir(), 'catalogue-'))
    await mkdir(join(folder, 'SHOE-7'))
    await copyFile(photo('ruslan-bardash-351288-unsplash.jpg'), join(folder, 'SHOE-7', 'front.jpg'))
    await writeFile(join(folder, 'EMPTY-1.jpg'), '')
    await writeFile(join(folder, 'notes.txt'), 'no photo')
    await page.goto('/batches/new')
    await chooseFiles(page, page.getByRole('button', { name: 'Upload a folder' }), folder)
    await page.getByText('“EMPTY-1.jpg” is empty').waitFor()
    await page.getByText('1 other file of the folder is no photo').waitFor()
    await page.getByRole('button', { name: 'Choose shots' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stone plinth' }).click()
    await page.getByRole('button', { name: 'Go on with 1 shot' }).click()
    await page.getByText('SHOE-7', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Start 1 picture · 2 credits' }).waitFor()
    await inspect(page, 'batch-folder')
    await page.getByRole('status').getByRole('link', { name: 'Batches' }).click()
    await page.getByRole('button', { name: 'Delete A draft without a name' }).click()
    await page.getByRole('button', { name: 'Delete the draft' }).click()
    await page.getByRole('link', { name: /A draft without a name/ }).waitFor({ state: 'detached' })
    await rm(folder, { recursive: true })
  })

  it('is begun with a folder that is dropped on the page: all that lies in it comes along', async () => {
    const { page } = visitor
    const folder = await mkdtemp(join(tmpdir(), 'dropped-'))
    for (const [sku, name] of Object.entries(DROPPED)) {
      await mkdir(join(folder, 'stools', sku), { recursive: true })
      await copyFile(photo(name), join(folder, 'stools', sku, 'front.jpg'))
    }
    await page.goto('/batches/new')
    await page.getByText('Drop photos, or a whole folder').waitFor()
    await dropOn(page, join(folder, 'stools'))
    await page.getByText('STOOL-1', { exact: true }).waitFor()
    await page.getByText('STOOL-2', { exact: true }).waitFor()
    await page.getByText('Photos · 2 sources').waitFor()
    await rm(folder, { recursive: true })
  })

  it('nothing was asked of any other site, and nothing complained', () => {
    expect(visitor.foreignRequests).toEqual([])
    expect(visitor.complaints).toEqual([])
  })
})
