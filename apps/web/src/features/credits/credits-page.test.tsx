import type { EntryFilter } from '@studio/core/credits'
import { DomainError } from '@studio/core/kernel'
import { expect, it, vi } from 'vitest'
import { applyChanges } from '../../lib/live-changes.ts'
import { queryClient } from '../../lib/trpc.ts'
import { eventually, renderScreen } from '../../testing/render-screens.tsx'
import {
  answerCredits,
  GENERATION_ID,
  sampleEntry,
  sampleGrant,
  sampleSubscription,
} from './testing/sample-statement.ts'

vi.setConfig({ testTimeout: 30_000 })

/** The line of the statement with these words, as its cells read. */
function line(words: string): HTMLTableRowElement {
  const row = [...document.querySelectorAll('tr')].find((each) => each.textContent?.includes(words))
  if (!row) throw new Error(`No line says “${words}”.`)
  return row
}

const cells = (row: HTMLTableRowElement) => [...row.cells].map((cell) => cell.textContent)

it('a failed output’s line says that nothing was charged, and leads to its generation', async () => {
  answerCredits()
  renderScreen('/credits')
  await eventually(() => line('You were not charged: Gemini declined the picture (safety)'))
  const row = line('You were not charged')
  expect(cells(row).slice(2, 5)).toEqual(['+2', '218', '0'])
  expect(row.querySelector('a')?.getAttribute('href')).toBe(`/generations/${GENERATION_ID}`)
})

it('a charge takes from what was set aside: it has no sign, and the available credits stay', async () => {
  answerCredits()
  renderScreen('/credits')
  await eventually(() => line('Charged for a picture'))
  const row = line('Charged for a picture')
  expect(cells(row).slice(2, 5)).toEqual(['2', '216', '2'])
  expect(row.textContent).toContain('Out of what was set aside')
})

it('a line whose generation was deleted stays, and leads nowhere', async () => {
  answerCredits({
    'credits.entries': () => ({ items: [sampleEntry({ generationId: null })], nextCursor: null }),
  })
  renderScreen('/credits')
  await eventually(() => line('You were not charged'))
  expect(line('You were not charged').querySelector('a')).toBeNull()
})

it('a line opens to everything the chain needs', async () => {
  answerCredits()
  const { button, text } = renderScreen('/credits')
  await eventually(() => button(/^Details of entry 4/))
  const details = button(/^Details of entry 4/)
  details.click()
  await eventually(() => expect(details.getAttribute('aria-expanded')).toBe('true'))
  for (const fact of ['out_1', 'hld_1', 'gra_1', 'a'.repeat(64), 'b'.repeat(64)])
    expect(text()).toContain(fact)
})

it('the address narrows the statement to a kind and a month', async () => {
  const asked: EntryFilter[] = []
  answerCredits({
    'credits.entries': (input: EntryFilter) => {
      asked.push(input)
      return { items: [], nextCursor: null }
    },
  })
  const { text, button, router } = renderScreen('/credits?kind=capture&month=2026-10')
  await eventually(() => expect(text()).toContain('Nothing of that kind'))
  expect(asked[0]).toMatchObject({
    kinds: ['capture'],
    from: '2026-10-01T00:00:00.000Z',
    to: '2026-11-01T00:00:00.000Z',
  })
  button(/Show the whole statement/).click()
  await eventually(() => expect(asked.at(-1)?.kinds).toBeUndefined())
  expect(router.state.location.search).toEqual({})
})

it('older entries come when they are asked for', async () => {
  answerCredits({
    'credits.entries': ({ cursor }: EntryFilter) =>
      cursor
        ? { items: [sampleEntry({ seq: 1, words: 'Credits added to begin with' })], nextCursor: null }
        : { items: [sampleEntry()], nextCursor: sampleEntry().id },
  })
  const { button } = renderScreen('/credits')
  await eventually(() => button(/Show older/))
  button(/Show older/).click()
  await eventually(() => line('Credits added to begin with'))
  expect(() => button(/Show older/)).toThrow()
})

it('the chart can be read without seeing it', async () => {
  answerCredits()
  renderScreen('/credits')
  await eventually(() => expect(document.querySelector('table caption')).not.toBeNull())
  const chart = [...document.querySelectorAll('table')].find((table) =>
    table.caption?.textContent?.startsWith('Credits at the end of each day'),
  )
  expect(chart?.tBodies[0]?.rows.length).toBeGreaterThanOrEqual(7)
  const range = document.querySelector('input[type=range]')
  expect(range?.getAttribute('aria-valuetext')).toContain('218 credits available')
})

it('credits that arrive are shown without reloading', async () => {
  let available = 218
  const items = [sampleEntry()]
  answerCredits({
    'credits.balance': () => ({ available, held: 0 }),
    'credits.entries': () => ({ items, nextCursor: null }),
  })
  const { text } = renderScreen('/credits')
  await eventually(() => line('You were not charged'))
  available = 718
  items.unshift(
    sampleEntry({ seq: 5, kind: 'grant', credits: 500, words: 'Credits added with a top-up pack' }),
  )
  applyChanges(queryClient, [{ type: 'credits.changed', subjectId: 'ord_1' }])
  await eventually(() => expect(cells(line('with a top-up pack'))[2]).toBe('+500'))
  await eventually(() => expect(text()).toContain('718 credits'))
})

it('a statement that cannot be read says why and can be asked for again', async () => {
  let isBroken = true
  answerCredits({
    'credits.entries': () => {
      if (isBroken) throw new DomainError('rate_limited', 'Too many requests. Wait a minute.')
      return { items: [sampleEntry()], nextCursor: null }
    },
  })
  const { text, button } = renderScreen('/credits')
  await eventually(() => expect(text()).toContain('Too many requests. Wait a minute.'))
  isBroken = false
  button(/Try again/).click()
  await eventually(() => line('You were not charged'))
})

it('the credits one has stand in the order of their use, with where they are from and until when', async () => {
  const soon = new Date(Date.now() + 3.5 * 86_400_000).toISOString()
  answerCredits({
    'credits.grants': () => [
      sampleGrant({ id: 'gra_1', remaining: 18, expiresAt: soon }),
      sampleGrant({ id: 'gra_2', source: 'top-up', credits: 100, remaining: 100 }),
      sampleGrant({ id: 'gra_3', source: 'operator', note: 'sorry', remaining: 5, expiresAt: null }),
    ],
  })
  const { text } = renderScreen('/credits')
  await eventually(() => expect(text()).toContain('18 credits expire in 3 days'))
  const lines = [...document.querySelectorAll('section[aria-label=Balance] li')]
    .map((line) => line.textContent)
    .filter((line) => line?.match(/Monthly|pack|operator/))
  expect(lines[0]).toMatch(/^Monthly creditsExpires in 3 days18 of 250$/)
  expect(lines[1]).toMatch(/^Top-up packUntil .*100$/)
  expect(lines[2]).toBe('From the operator: sorryNever expires5 of 250')
})

it('the next renewal says when it comes, what it costs and what it brings', async () => {
  const at = '2026-12-24T12:00:00.000Z'
  const nextRenewal = { at, planId: 'studio' as const, cents: 5_900, credits: 900 }
  answerCredits({ 'subscription.get': () => sampleSubscription({ nextRenewal }) })
  const { text } = renderScreen('/credits')
  await eventually(() => expect(text()).toContain('900 credits for $59'))
  expect(document.querySelector(`time[datetime="${at}"]`)).not.toBeNull()
})
