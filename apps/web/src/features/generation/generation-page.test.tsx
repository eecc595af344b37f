import { DomainError } from '@studio/core/kernel'
import { SHOTS, viewShot } from '@studio/core/shots'
import { expect, it, vi } from 'vitest'
import { type Answer, answerCalls } from '../create/testing/answer-calls.ts'
import { eventually, renderScreen } from '../create/testing/render-screens.tsx'
import { madeOutput, openOutput, sampleGeneration } from '../create/testing/sample-generation.ts'

vi.setConfig({ testTimeout: 30_000 })

const ADDRESS = `/generations/${sampleGeneration().id}`
const finished = sampleGeneration({
  status: 'succeeded',
  count: 3,
  outputs: [madeOutput(0), madeOutput(1), openOutput(2, 'cancelled')],
  credits: { quoted: 6, charged: 4, held: 0, returned: 2 },
})

function answer(changes: Record<string, Answer> = {}) {
  answerCalls({
    'shots.list': () => SHOTS.map(viewShot),
    'generations.get': () => sampleGeneration(),
    ...changes,
  })
}

const frames = () => [...document.querySelectorAll<HTMLElement>('[data-output]')]

function press(key: string) {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  )
}

it('a failed output says why, and that nothing was charged', async () => {
  answer()
  renderScreen(ADDRESS)
  await eventually(() =>
    expect(frames()[1]?.textContent).toBe(
      'Gemini is overloaded. Try again in a few minutes.You were not charged.',
    ),
  )
})

it('every output has a frame of its exact ratio before its picture is there', async () => {
  answer()
  renderScreen(ADDRESS)
  await eventually(() => expect(frames()).toHaveLength(4))
  expect(frames().map((frame) => frame.style.aspectRatio)).toEqual(Array(4).fill('4 / 5'))
})

it('what runs shows which attempt it is, once it is not the first', async () => {
  answer()
  renderScreen(ADDRESS)
  await eventually(() => expect(frames()[2]?.textContent).toContain('Attempt 3'))
})

it('the header says what was used and what came back', async () => {
  answer({ 'generations.get': () => finished })
  const { text } = renderScreen(ADDRESS)
  await eventually(() => expect(text()).toContain('4 credits used · 2 returned'))
  expect(text()).toContain('2 pictures ready · 1 cancelled')
})

it('only what has not started can be cancelled', async () => {
  let view = sampleGeneration()
  answer({
    'generations.get': () => view,
    'generations.cancel': () => {
      view = { ...view, outputs: [...view.outputs.slice(0, 3), openOutput(3, 'cancelled')] }
      return view
    },
  })
  const { button } = renderScreen(ADDRESS)
  await eventually(() => button(/^Cancel 1 waiting$/).click())
  await eventually(() => expect(frames()[3]?.textContent).toContain('You were not charged.'))
  expect(() => button(/^Cancel/)).toThrow('No button')
})

it('arrow keys go between outputs, and the recipe follows', async () => {
  answer({ 'generations.get': () => finished })
  const { text } = renderScreen(ADDRESS)
  await eventually(() => expect(text()).toContain('The full prompt of output 1.'))
  press('ArrowRight')
  await eventually(() => expect(text()).toContain('The full prompt of output 2.'))
  expect(document.activeElement).toBe(frames()[1])
})

it('pressing a picture compares it with its source', async () => {
  answer({ 'generations.get': () => finished })
  renderScreen(ADDRESS)
  await eventually(() => expect(frames()).toHaveLength(3))
  frames()[1]?.click()
  await eventually(() =>
    expect(
      [...document.querySelectorAll('[role="dialog"] [data-picture]')].map((layer) =>
        layer.getAttribute('data-picture'),
      ),
    ).toEqual(['out_1', 'ast_source']),
  )
})

it('Escape goes back to the list', async () => {
  answer()
  const { router } = renderScreen(ADDRESS)
  await eventually(() => expect(frames()).toHaveLength(4))
  press('Escape')
  await eventually(() => expect(router.state.location.pathname).toBe('/generations'))
})

it('deleting names what is lost before it happens, and leaves', async () => {
  const deleted: unknown[] = []
  answer({
    'generations.get': () => finished,
    'generations.delete': (input) => {
      deleted.push(input)
      return null
    },
  })
  const { button, router, text } = renderScreen(ADDRESS)
  await eventually(() => button(/^Delete this generation$/).click())
  await eventually(() => expect(text()).toContain('2 pictures you paid 4 credits for.'))
  expect(deleted).toEqual([])
  button(/^Delete it$/).click()
  await eventually(() => expect(router.state.location.pathname).toBe('/generations'))
  expect(deleted).toEqual([{ id: finished.id }])
})

it('a generation that is gone says so, and offers a way on', async () => {
  answer({
    'generations.get': () => {
      throw new DomainError('not_found', 'There is no such generation, or it was deleted.')
    },
  })
  const { text } = renderScreen(ADDRESS)
  await eventually(() => expect(text()).toContain('There is no such generation, or it was deleted.'))
  expect(text()).toContain('All generations')
})
