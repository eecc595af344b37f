import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { findChainOffence, type Statement } from '@studio/core/credits'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFiles, keepScreenshot, photo, SIZES, signUp, type Visitor, visit } from './support/browser.ts'
import { overflowPx } from './support/look.ts'
import { operate } from './support/operate.ts'
import { sharedStudio } from './support/shared-studio.ts'
import { breakGemini } from './support/studio.ts'

const studio = sharedStudio()
let visitor: Visitor

beforeAll(async () => {
  visitor = await visit(studio.url)
  await signUp(visitor, 'credits@example.com')
})

afterAll(() => visitor?.close())

/** What in a panel goes beyond the room that its padding leaves. */
function widerThanItsPadding(panel: Element): string[] {
  const right = panel.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(panel).paddingRight)
  const parts = [...panel.querySelectorAll('p, dd, li, figcaption')]
  return parts.filter((part) => part.getBoundingClientRect().right > right).map((part) => part.outerHTML)
}

/** The line of the statement with these words. */
const line = (words: string | RegExp) => visitor.page.getByRole('row').filter({ hasText: words }).first()

describe('credits that people can check', () => {
  it('a picture that is made, and one that is declined, stand on the statement with what they cost', async () => {
    const { page } = visitor
    await page.goto('/create?shot=plinth')
    await chooseFiles(
      page,
      page.getByRole('button', { name: 'Choose files' }),
      photo('ruslan-bardash-351288-unsplash.jpg'),
    )
    await page.getByRole('radio', { name: '2', exact: true }).click()
    await page.getByLabel('Anything to add?').fill('with three pears')
    await breakGemini(studio, { kind: 'blocked_prompt' }, { promptIncludes: 'three pears' })
    await page.getByRole('button', { name: 'Make 2 pictures ·' }).click()
    await page.waitForURL('**/generations/gen_*')
    const generationPath = new URL(page.url()).pathname
    await page.getByText('2 credits used · 2 returned').first().waitFor()

    // The source’s thumb was asked for while it was still being made (409). What comes now must be clean.
    visitor.complaints.length = 0
    await page.getByRole('link', { name: '18 credits' }).click()
    await page.waitForURL('**/credits')
    const credits = (words: string | RegExp) => line(words).getByRole('cell').nth(2).textContent()
    await line('Set aside for a generation that was started').waitFor()
    expect(await credits('Set aside for a generation that was started')).toBe('−4')
    expect(await credits('Charged for a picture that was made')).toBe('2')
    expect(await credits(/You were not charged: Gemini declined .* \(safety\)/)).toBe('+2')
    const way = line(/You were not charged/).getByRole('link', { name: 'See the generation' })
    expect(await way.getAttribute('href')).toBe(generationPath)
    await keepScreenshot(page, 'credits-statement')
  })

  it('the downloaded statement adds up, and its chain is whole', async () => {
    const { page } = visitor
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'JSON' }).click(),
    ])
    const path = await download.path()
    const statement = JSON.parse(await readFile(path, 'utf8')) as Statement
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(statement.balances).toEqual({ available: 18, held: 0 })
    expect(findChainOffence(statement.accountId, statement.entries, sha256)).toBeNull()
    const forged = statement.entries.map((entry) => ({ ...entry, credits: entry.credits * 2 }))
    expect(findChainOffence(statement.accountId, forged, sha256)).not.toBeNull()
    expect((await operate(studio, 'verify-statement', path)).stdout).toContain('18 credits available')
  })

  it('a filter narrows the statement, and stands in the address', async () => {
    const { page } = visitor
    await page.getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Charged' }).click()
    await page.waitForURL('**/credits?kind=capture')
    await line('Set aside for').waitFor({ state: 'detached' })
    await page.reload()
    await line('Charged for a picture').waitFor()
    expect(await page.getByRole('row').filter({ hasText: 'Set aside for' }).count()).toBe(0)
    await page.goto('/credits')
  })

  it('a pack that was ordered arrives the moment the operator confirms it', async () => {
    const { page } = visitor
    await page.getByRole('button', { name: 'Buy credits' }).click()
    await page.getByRole('radio', { name: '500 credits, $39' }).click()
    await keepScreenshot(page, 'credits-buy')
    await page.getByRole('button', { name: 'Order 500 credits · $39' }).click()
    const orders = page.getByRole('region', { name: 'Orders that wait for their payment' })
    await orders.getByText('500 credits · $39').waitFor()
    await keepScreenshot(page, 'credits-ordered')

    const orderId = (await orders.getByRole('button', { name: 'Copy ord_' }).getAttribute('title')) ?? ''
    expect((await operate(studio, 'order', 'list')).stdout).toContain(orderId)
    await operate(studio, 'order', 'confirm', orderId)
    await line('Credits added with a top-up pack').waitFor()
    await page.getByRole('link', { name: '518 credits' }).waitFor()
    await orders.waitFor({ state: 'detached' })
  })

  it('a larger plan is ordered and withdrawn; the smallest screen has room for it', async () => {
    const { page } = visitor
    await page.setViewportSize(SIZES.phone)
    await page.goto('/credits?view=plans')
    await page.getByRole('button', { name: 'Change to Studio' }).click()
    await page.getByText('Nothing changes before the payment is confirmed').waitFor()
    await keepScreenshot(page, 'credits-larger-plan')
    await page.getByRole('button', { name: /^Order Studio · \$5\d(\.\d\d)? now$/ }).click()
    await page.getByText(/Studio plan · \$5\d/).waitFor()
    expect(await overflowPx(page)).toBe(0)
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await page.getByRole('button', { name: 'Withdraw 1 order' }).click()
    await page.getByRole('button', { name: 'Change to Studio' }).waitFor()
  })

  it('a charge that the operator refunds comes back at once, and the statement says why', async () => {
    const { page } = visitor
    await page.setViewportSize(SIZES.desk)
    await page.goto('/credits?kind=capture')
    const charge = line('Charged for a picture')
    await charge.getByRole('button', { name: /^Details of entry/ }).click()
    const entryId = (await page.getByRole('button', { name: 'Copy ent_' }).getAttribute('title')) ?? ''
    await page.goto('/credits')
    await line('Charged for a picture').waitFor()
    await operate(studio, 'refund', entryId, 'all', '--reason', 'the handle is missing')
    await line('Refunded by the operator: the handle is missing').waitFor()
    await page.getByRole('link', { name: '520 credits' }).waitFor()
    const made = page.getByRole('region', { name: 'Balance' }).getByRole('listitem')
    await made.filter({ hasText: 'Refund' }).filter({ hasText: 'Never expires' }).waitFor()
    await keepScreenshot(page, 'credits-refunded')
  })

  it('the balance and an entry’s details fit the smallest screen', async () => {
    const { page } = visitor
    await page.setViewportSize(SIZES.phone)
    await page.goto('/credits')
    const panel = page.getByRole('region', { name: 'Balance' })
    await panel.getByText('What you have, in the order it is used').waitFor()
    expect(await panel.evaluate(widerThanItsPadding)).toEqual([])
    await page
      .getByRole('button', { name: /^Details of entry/ })
      .first()
      .click()
    await page.getByText('Hash of the entry before').waitFor()
    await keepScreenshot(page, 'credits-details')
    expect(await overflowPx(page)).toBe(0)
  })

  it('the browser asked nobody else and had nothing to complain of', () => {
    expect(visitor.foreignRequests).toEqual([])
    expect(visitor.complaints).toEqual([])
  })
})
