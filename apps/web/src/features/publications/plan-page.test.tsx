import { DomainError } from '@studio/core/kernel'
import type { PublicationView } from '@studio/core/publications'
import { expect, it, vi } from 'vitest'
import { applyChanges } from '../../lib/live-changes.ts'
import { queryClient } from '../../lib/trpc.ts'
import { type Answer, answerCalls } from '../../testing/answer-calls.ts'
import { eventually } from '../../testing/render-screens.tsx'
import { renderStores } from '../stores/testing/render-stores.tsx'
import { samplePublication } from '../stores/testing/sample-store.ts'

vi.setConfig({ testTimeout: 30_000 })

const SHOE = samplePublication()
const HAT = samplePublication({ id: 'pub_01kbbbbbbbbbbbbbbbbbbbbbbb', title: 'Felt hat' })
const ADDRESS = `/publications?group=${SHOE.groupId}`

/** Shows the plan over what the server has; `items` may change meanwhile. */
function show(items: PublicationView[], changes: Record<string, Answer> = {}) {
  answerCalls({ 'publications.list': () => ({ items, nextCursor: null }), ...changes })
  return renderStores(ADDRESS)
}

const box = (name: string) => document.querySelector<HTMLInputElement>(`input[aria-label="Publish ${name}"]`)

it('the plan shows both sides, what changes in words, and what to know before', async () => {
  const warnings = [
    { code: 'first_is_generated', message: 'The first picture becomes one that AI made.', assetId: null },
  ]
  const { text } = show([{ ...SHOE, warnings }])
  await eventually(() => expect(text()).toContain('The first picture becomes one that AI made.'))
  expect(text()).toContain('Adds a picture as the first, described as “A white sneaker on stone”')
  expect(text()).toContain('Takes picture 3 off')
  const [before, after] = document.querySelectorAll('section[aria-label] ol')
  expect([before?.children.length, after?.children.length]).toEqual([3, 3])
  expect(before?.textContent).toContain('Goes')
  expect(after?.textContent).toContain('New')
})

it('only what stays chosen is approved', async () => {
  const approved: unknown[] = []
  const { button } = show([SHOE, HAT], {
    'publications.approve': (input) => {
      approved.push(input)
      return { items: [] }
    },
  })
  await eventually(() => expect(button(/^Publish/).textContent).toBe('Publish 2 products'))
  box('Canvas sneaker')?.click()
  await eventually(() => expect(button(/^Publish/).textContent).toBe('Publish 1 product'))
  button(/^Publish/).click()
  await eventually(() => expect(approved).toEqual([{ ids: [HAT.id] }]))
})

it('a product that was changed in the store cannot be approved: it shows both sides and is planned again', async () => {
  const conflicts = [
    {
      code: 'alt',
      message: 'The alt text of a picture is another one.',
      mediaId: '1',
      expected: 'View 1',
      found: 'Sneaker, side',
    },
  ]
  const { text, button, router } = show([{ ...SHOE, status: 'conflict', conflicts }], {
    'publications.replan': () => ({ ...SHOE, groupId: 'pgr_01kbbbbbbbbbbbbbbbbbbbbbbb' }),
  })
  await eventually(() => expect(text()).toContain('Nothing was done.'))
  expect(text()).toContain('Planned withView 1Now thereSneaker, side')
  expect(button(/^Publish/).disabled).toBe(true)
  button(/^Plan again$/).click()
  await eventually(() =>
    expect(router.state.location.search).toEqual({ group: 'pgr_01kbbbbbbbbbbbbbbbbbbbbbbb' }),
  )
})

it('a publication is followed step by step, and in the end it says what reading back has shown', async () => {
  const items = [
    { ...SHOE, status: 'running' as const, progress: { done: 2, total: 5 } },
  ] as PublicationView[]
  const { text } = show(items)
  await eventually(() => expect(text()).toContain('Step 3 of 5'))
  items[0] = {
    ...SHOE,
    status: 'published',
    canUndo: true,
    verification: {
      readAt: SHOE.createdAt,
      markings: [{ assetId: 'ast_1', mediaId: '9', marking: 'lost' }],
    },
  }
  applyChanges(queryClient, [{ type: 'publication.published', subjectId: SHOE.id }])
  await eventually(() => expect(text()).toContain('are as planned.'))
  expect(text()).toContain('lost the AI marking')
})

it('one that failed says why, and that the product is as it was', async () => {
  const failure = { code: 'media_refused', message: 'The store could not process a picture.' }
  const { text } = show([{ ...SHOE, status: 'failed', failure }])
  await eventually(() => expect(text()).toContain('The store could not process a picture.'))
  expect(text()).toContain('the product is as it was')
})

it('one that could not be taken back does not say that the product is as it was', async () => {
  const failure = { code: 'not_taken_back', message: 'Look at the product in the store.' }
  const { text } = show([{ ...SHOE, status: 'failed', failure }])
  await eventually(() => expect(text()).toContain('Look at the product in the store.'))
  expect(text()).not.toContain('the product is as it was')
})

it('an undo that would lose later changes is shown before it is begun', async () => {
  const warnings = [{ code: 'changed_since', message: 'These changes are lost.', assetId: null }]
  const undo = samplePublication({ id: 'pub_01kcccccccccccccccccccccc', undoesId: SHOE.id, warnings })
  const asked: string[] = []
  const published = { ...SHOE, status: 'published' as const, canUndo: true, finishedAt: SHOE.createdAt }
  const { button } = show([published], {
    'publications.planUndo': () => undo,
    'publications.approve': () => {
      asked.push('approve')
      return { items: [] }
    },
  })
  await eventually(() => button(/^Undo$/).click())
  await eventually(() => button(/^Undo it$/).click())
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  expect(asked).toEqual([])
})

it('undoing says what goes, what comes back and what stays, and shows the plan first if one wants', async () => {
  const undo = samplePublication({ id: 'pub_01kcccccccccccccccccccccc', undoesId: SHOE.id, warnings: [] })
  const asked: string[] = []
  const published = { ...SHOE, status: 'published' as const, canUndo: true, finishedAt: SHOE.createdAt }
  const { text, button } = show([published], {
    'publications.planUndo': ({ id }: { id: string }) => {
      asked.push(`plan ${id}`)
      return undo
    },
    'publications.approve': ({ ids }: { ids: string[] }) => {
      asked.push(`approve ${ids}`)
      return { items: [] }
    },
  })
  await eventually(() => button(/^Undo$/).click())
  await eventually(() => expect(text()).toContain('Takes off 1 picture that it added.'))
  expect(text()).toContain('Puts back 1 picture')
  expect(text()).toContain('added to the product since by others stays')
  button(/^See the plan first$/).click()
  await eventually(() => expect(asked).toEqual([`plan ${SHOE.id}`]))
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  button(/^Undo$/).click()
  await eventually(() => button(/^Undo it$/).click())
  await eventually(() => expect(asked.slice(1)).toEqual([`plan ${SHOE.id}`, `approve ${undo.id}`]))
})

it('an approval that is refused says so, and nothing is lost', async () => {
  const { text, button } = show([SHOE], {
    'publications.approve': () => {
      throw new DomainError('store_locked_out', 'Connect the store again, then go on from here.')
    },
  })
  await eventually(() => button(/^Publish it$/).click())
  await eventually(() => expect(text()).toContain('Connect the store again, then go on from here.'))
  expect(button(/^Publish it$/).disabled).toBe(false)
})
