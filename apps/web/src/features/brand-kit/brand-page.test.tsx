import type { BrandKitInput } from '@studio/core/brand-kits'
import { DomainError } from '@studio/core/kernel'
import { expect, it, vi } from 'vitest'
import { type Answer, answerCalls } from '../../testing/answer-calls.ts'
import { eventually, renderScreen, write } from '../../testing/render-screens.tsx'
import { EMPTY_KIT, usualAnswers } from '../../testing/sample-offer.ts'

vi.setConfig({ testTimeout: 30_000 })

function open(changes: Record<string, Answer> = {}) {
  const saved: BrandKitInput[] = []
  answerCalls({
    ...usualAnswers(),
    'brandKit.save': (input: BrandKitInput) => {
      saved.push(input)
      return { ...EMPTY_KIT, ...input, updatedAt: new Date().toISOString() }
    },
    ...changes,
  })
  return { ...renderScreen('/settings/brand'), saved }
}

const press = (field: HTMLElement, key: string) =>
  field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))

it('colours, their order and words are saved together, and it says so', async () => {
  const { field, button, text, saved } = open()
  await eventually(() => write(field('Your main colour'), '0A5C55'))
  await eventually(() => button(/^Add$/).click())
  await eventually(() => write(field('Another colour'), '#f4efe6'))
  await eventually(() => button(/^Add$/).click())
  await eventually(() => button(/^Move #f4efe6 forward$/).click())
  write(field('Words to use'), 'handmade, calm')
  await eventually(() => expect(field('Words to use').value).toBe('handmade, calm'))
  press(field('Words to use'), 'Enter')
  await eventually(() => expect(text()).toContain('In the spirit of: handmade, calm.'))
  expect(text()).toContain('Not saved yet')
  button(/^Save brand kit$/).click()
  await eventually(() => expect(text()).toContain('Saved just now'))
  expect(saved).toEqual([
    {
      ...{ colours: ['#f4efe6', '#0a5c55'], logoAssetId: null },
      ...{ wordsToUse: ['handmade', 'calm'], wordsToAvoid: [] },
    },
  ])
})

it('what is no colour cannot be added, and one that is there already is named', async () => {
  const { field, button, text } = open({
    'brandKit.get': () => ({
      ...EMPTY_KIT,
      colours: ['#0a5c55'],
      updatedAt: '2026-11-22T12:00:00.000Z',
    }),
  })
  await eventually(() => write(field('Another colour'), 'teal'))
  expect(button(/^Add$/).disabled).toBe(true)
  write(field('Another colour'), '#0A5C55')
  await eventually(() => expect(text()).toContain('This colour is there already.'))
})

it('a kit that is not taken stays as it was written, with the reason', async () => {
  const { field, button, text } = open({
    'brandKit.save': () => {
      throw new DomainError('asset_not_ready', 'The logo is still being prepared. Save again in a moment.')
    },
  })
  await eventually(() => write(field('Words to avoid'), 'neon'))
  await eventually(() => expect(field('Words to avoid').value).toBe('neon'))
  press(field('Words to avoid'), 'Enter')
  await eventually(() => expect(button(/^Save brand kit$/).disabled).toBe(false))
  button(/^Save brand kit$/).click()
  await eventually(() => expect(text()).toContain('The logo is still being prepared.'))
  expect(text()).toContain('Without: neon.')
  expect(button(/^Save brand kit$/).disabled).toBe(false)
})
