import type { AnalysisView } from '@studio/core/analyses'
import { DomainError } from '@studio/core/kernel'
import type { QuoteView, Work } from '@studio/core/quotes'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { type Answer, answerCalls, laterAnswer } from '../../testing/answer-calls.ts'
import { eventually, renderScreen } from '../../testing/render-screens.tsx'
import { sampleGeneration } from '../../testing/sample-generation.ts'
import { quoteFor, SOURCE, sampleAnalysis, usualAnswers } from '../../testing/sample-offer.ts'

vi.setConfig({ testTimeout: 30_000 })

const ADDRESS = `/create?sources=${SOURCE}&shot=plinth`
const MAIN_BUTTON = /^Make \d/

let quotes: QuoteView[] = []
let started: { quoteId: string; idempotencyKey: string; count: number }[] = []

beforeEach(() => {
  quotes = []
  started = []
})

function quote(work: Work, changes: Partial<QuoteView> = {}): QuoteView {
  const made = quoteFor(work, changes)
  quotes.push(made)
  return made
}

function answer(changes: Record<string, Answer> = {}) {
  answerCalls({
    ...usualAnswers(),
    'quotes.create': (work: Work) => quote(work),
    'generations.start': (input: (typeof started)[number]) => {
      started.push(input)
      return sampleGeneration()
    },
    ...changes,
  })
}

it('the button carries the price of the newest quote', async () => {
  answer()
  const { button, choice } = renderScreen(ADDRESS)
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 4 pictures · 8 credits'))
  expect(button(MAIN_BUTTON).disabled).toBe(false)
  const seen = new Set<string | null>()
  const watcher = new MutationObserver(() => seen.add(button(MAIN_BUTTON).textContent))
  watcher.observe(document.body, { subtree: true, childList: true, characterData: true })
  choice('5').click()
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 5 pictures · 10 credits'))
  watcher.disconnect()
  // Between the two there was never a figure that belonged to other choices.
  expect([...seen].filter((words) => words?.includes('8 credits'))).toEqual([])
})

it('no price stands on the button while the choices have another one', async () => {
  const first = laterAnswer<QuoteView>()
  const second = laterAnswer<QuoteView>()
  const asked: Work[] = []
  answer({
    'quotes.create': (work: Work) => {
      asked.push(work)
      return asked.length === 1 ? first.value : second.value
    },
  })
  const { button, choice } = renderScreen(ADDRESS)
  await eventually(() => expect(asked).toHaveLength(1))
  await eventually(() => choice('2').click())
  await eventually(() => expect(asked).toHaveLength(2))
  const [older, newer] = asked as [Work, Work]
  first.give(quoteFor(older))
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toContain('Make 2 pictures'))
  expect(button(MAIN_BUTTON).textContent).not.toContain('credits')
  expect(button(MAIN_BUTTON).disabled).toBe(true)
  second.give(quoteFor(newer))
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 2 pictures · 4 credits'))
})

it('pressing the button starts the quote that stood on it, once', async () => {
  answer()
  const { button, router } = renderScreen(ADDRESS)
  await eventually(() => expect(button(MAIN_BUTTON).disabled).toBe(false))
  const press = button(MAIN_BUTTON)
  press.click()
  press.click()
  await eventually(() => expect(router.state.location.pathname).toBe(`/generations/${sampleGeneration().id}`))
  const id = quotes[0]?.id
  expect(started).toMatchObject([{ quoteId: id, idempotencyKey: id, count: 4 }])
})

it('what becomes known of the photo changes no price, so a press at that moment starts it', async () => {
  const analysis = laterAnswer<AnalysisView>()
  const second = laterAnswer<QuoteView>()
  answer({
    'analyses.get': () => analysis.value,
    'quotes.create': (work: Work) => {
      const made = quote(work)
      return quotes.length === 1 ? made : second.value
    },
  })
  const { button } = renderScreen(`/create?sources=${SOURCE}&shot=cut-out`)
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 1 picture · free'))
  analysis.give(sampleAnalysis('sure'))
  await eventually(() => expect(quotes).toHaveLength(2))
  expect(button(MAIN_BUTTON).disabled).toBe(false)
  button(MAIN_BUTTON).click()
  await eventually(() => expect(started).toMatchObject([{ quoteId: quotes[0]?.id }]))
})

it('too few credits: it says both numbers and cannot be started', async () => {
  answer({ 'credits.balance': () => ({ available: 3, held: 0 }) })
  const { button, text } = renderScreen(ADDRESS)
  await eventually(() => expect(text()).toContain('This needs 8 credits and you have 3.'))
  expect(document.querySelector('a[href="/credits"]')?.textContent).toBe('Get more credits')
  expect(button(MAIN_BUTTON).disabled).toBe(true)
})

it('an expired quote is renewed on its own and started at the same price', async () => {
  answer({
    'generations.start': (input: (typeof started)[number]) => {
      started.push(input)
      if (started.length === 1) throw new DomainError('quote_expired', 'The quote has expired.')
      return sampleGeneration()
    },
  })
  const { button, router } = renderScreen(ADDRESS)
  await eventually(() => expect(button(MAIN_BUTTON).disabled).toBe(false))
  button(MAIN_BUTTON).click()
  await eventually(() => expect(router.state.location.pathname).toBe(`/generations/${sampleGeneration().id}`))
  expect(started.map(({ quoteId }) => quoteId)).toEqual(quotes.map(({ id }) => id))
  expect(quotes).toHaveLength(2)
})

it('a renewed quote that costs more is shown, not started', async () => {
  answer({
    'quotes.create': (work: Work) => quote(work, { credits: quotes.length === 0 ? 8 : 12 }),
    'generations.start': (input: (typeof started)[number]) => {
      started.push(input)
      throw new DomainError('quote_expired', 'The quote has expired.')
    },
  })
  const { button, text } = renderScreen(ADDRESS)
  await eventually(() => expect(button(MAIN_BUTTON).disabled).toBe(false))
  button(MAIN_BUTTON).click()
  await eventually(() => expect(text()).toContain('The price is now 12 credits. Nothing was started'))
  expect(button(MAIN_BUTTON).textContent).toBe('Make 4 pictures · 12 credits')
  expect(started).toHaveLength(1)
})

it('a refusal shows the sentence of the server and that nothing was charged', async () => {
  answer({
    'generations.start': () => {
      throw new DomainError('not_found', 'A source photo was deleted. Choose another one.')
    },
  })
  const { button, text } = renderScreen(ADDRESS)
  await eventually(() => expect(button(MAIN_BUTTON).disabled).toBe(false))
  button(MAIN_BUTTON).click()
  await eventually(() =>
    expect(text()).toContain('A source photo was deleted. Choose another one. You were not charged.'),
  )
})

it('without a photo it says what is missing, and asks for no price', async () => {
  answer()
  const { button, text } = renderScreen('/create?shot=plinth')
  await eventually(() => expect(text()).toContain('Add a photo of your product.'))
  expect(button(MAIN_BUTTON).disabled).toBe(true)
  expect(quotes).toEqual([])
})

it('the model and the number of pictures are remembered for next time', async () => {
  answer()
  localStorage.setItem('studio.create', JSON.stringify({ modelId: 'gemini-3.1-flash-lite-image', count: 3 }))
  const { button } = renderScreen(ADDRESS)
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 3 pictures · 3 credits'))
  button(MAIN_BUTTON).click()
  await eventually(() => expect(started).toHaveLength(1))
  expect(JSON.parse(localStorage.getItem('studio.create') ?? '')).toEqual({
    modelId: 'gemini-3.1-flash-lite-image',
    count: 3,
  })
})

it('the keyboard starts it too, also from a choice that has the focus', async () => {
  answer()
  const { button, choice } = renderScreen(ADDRESS)
  await eventually(() => expect(button(MAIN_BUTTON).disabled).toBe(false))
  const press = { key: 'Enter', metaKey: true, bubbles: true, cancelable: true }
  choice('4').dispatchEvent(new KeyboardEvent('keydown', press))
  await eventually(() => expect(started).toHaveLength(1))
})

it('of a whole catalogue that is dropped, as many are taken as one generation works from', async () => {
  onTestFinished(() => void vi.restoreAllMocks())
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:photo')
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
  answer()
  const { button } = renderScreen('/create')
  await eventually(() => button(/^Choose files$/))
  // Refused on this machine already, so that nothing is sent.
  const files = Array.from({ length: 500 }, (_, index) => new File(['x'], `${index}.txt`))
  window.dispatchEvent(Object.assign(new Event('paste'), { clipboardData: { files } }))
  await eventually(() => expect(document.body.textContent).toContain('14 photos of 500 taken'))
  expect(document.querySelectorAll('[aria-label^="Take "]')).toHaveLength(14)
  expect(button(/^Start a batch$/)).toBeDefined()
})
