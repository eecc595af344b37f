import { expect, it, vi } from 'vitest'
import { formatDate } from '../../lib/format.ts'
import { answerCalls } from '../../testing/answer-calls.ts'
import { eventually, renderScreen } from '../../testing/render-screens.tsx'
import { MODELS, usualAnswers } from '../../testing/sample-offer.ts'

vi.setConfig({ testTimeout: 30_000 })

/** All that is said of one model. */
function row(name: string): string {
  const heading = [...document.querySelectorAll('h3')].find((each) => each.textContent?.startsWith(name))
  return heading?.closest('li')?.textContent ?? ''
}

it('every model says what it does and what one costs, a clip by the second', async () => {
  answerCalls(usualAnswers())
  renderScreen('/models')
  await eventually(() => expect(row('Nano Banana 2.1')).toContain('1K2 credits2K3 credits4K6 credits'))
  expect(row('Kling 3 Turbo')).toContain('720p7 credits a second')
  expect(row('Kling 3 Turbo')).toContain('3, 4, 5, 8, 10, or 15 s · 1 photo · in the photo’s ratio')
  expect(row('Local studio')).toContain('Free')
})

it('a retired model says since when, and what takes its place', async () => {
  answerCalls(usualAnswers())
  const { text } = renderScreen('/models')
  await eventually(() => expect(text()).toContain(`Retired on ${formatDate('2026-10-02')}`))
  expect(text()).toContain('Use Nano Banana 2.1 instead.')
})

it('models without a key here say so, with what would help', async () => {
  const models = MODELS.map((model) => ({
    ...model,
    isAvailable: model.isAvailable && model.provider !== 'kling',
  }))
  answerCalls({ ...usualAnswers(), 'models.list': () => models })
  const { text } = renderScreen('/models')
  await eventually(() => expect(row('Kling 2.6')).toContain('Not set up here'))
  expect(text()).toContain('Not set up in this studio: its operator can add a key.')
})
