import { CUT_OUT_WORDS } from '@studio/core/analyses'
import type { Work } from '@studio/core/quotes'
import { expect, it, vi } from 'vitest'
import { type Answer, answerCalls } from '../../testing/answer-calls.ts'
import { eventually, renderScreen, write } from '../../testing/render-screens.tsx'
import { sampleGeneration } from '../../testing/sample-generation.ts'
import {
  CATALOGUE,
  quoteFor,
  SOURCE,
  sampleAnalysis,
  sampleSavedShot,
  usualAnswers,
} from '../../testing/sample-offer.ts'

vi.setConfig({ testTimeout: 30_000 })

const MAIN_BUTTON = /^Make \d/

/** Shows the screen, and keeps what prices are asked for. */
function open(address: string, changes: Record<string, Answer> = {}) {
  const asked: Work[] = []
  answerCalls({
    ...usualAnswers(),
    'quotes.create': (work: Work) => {
      asked.push(work)
      return quoteFor(work)
    },
    ...changes,
  })
  return { ...renderScreen(address), asked }
}

const at = (shot: string, more = '') => `/create?sources=${SOURCE}&shot=${shot}${more}`

/** The names of the shots under a heading, in their order. */
function shotsUnder(heading: string): (string | undefined)[] {
  const found = [...document.querySelectorAll('h3')].find((each) => each.textContent === heading)
  const radios = found?.parentElement?.querySelectorAll('[role="radio"]') ?? []
  return [...radios].map((radio) => radio.getAttribute('aria-label')?.split('.')[0])
}

it('a sure cut-out is made on this installation, once and for nothing', async () => {
  const { button, text } = open(at('white-hero'), { 'analyses.get': () => sampleAnalysis('sure') })
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 1 picture · free'))
  expect(text()).toContain(CUT_OUT_WORDS.sure)
  expect(text()).toContain('Your product’s own pixels · free')
})

it('a cut-out that will not do is said before anything starts, and the AI shot is one press away', async () => {
  const { button, text, asked } = open(at('white-hero', '&model=local-studio'), {
    'analyses.get': () => sampleAnalysis('unsuitable'),
  })
  await eventually(() => expect(text()).toContain(CUT_OUT_WORDS.unsuitable))
  button(/^Make it with Nano Banana 2.1/).click()
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 4 pictures · 8 credits'))
  expect(asked.at(-1)).toMatchObject({ modelId: 'gemini-nano-banana-2.1' })
})

it('what the quote warns of stands above the button', async () => {
  const warning = { code: 'cut_out_look', message: 'Check the edges of the cut-out.' }
  const { text } = open(at('white-hero'), {
    'quotes.create': (work: Work) => quoteFor(work, { warnings: [warning] }),
  })
  await eventually(() => expect(text()).toContain(warning.message))
})

it('a clip is one video, with the price of its length on the button', async () => {
  const { button, choice } = open(at('motion'))
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 1 video · 35 credits'))
  choice('10 s').click()
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 1 video · 70 credits'))
})

it('what is known of the photo is said in plain words, and what suits it comes first', async () => {
  const { text } = open(at('plinth'), { 'analyses.get': () => sampleAnalysis('look') })
  await eventually(() =>
    expect(shotsUnder('Recommended for this product')).toEqual(['Kitchen counter', 'Pure white hero']),
  )
  expect(text()).toContain('A good photo to work from82 of 100A hard shadow lies under the shoe.')
  // It is a shoe, so what is for garments alone is left out until it is asked for.
  expect(shotsUnder('More shots')).not.toContain('Ghost mannequin')
  expect(shotsUnder('More shots')).not.toContain('Pure white hero')
})

it('a star makes a favourite at once', async () => {
  const asked: unknown[] = []
  const { button } = open(at('plinth'), {
    'shots.setFavourite': (input) => {
      asked.push(input)
    },
  })
  await eventually(() => button(/^Stone plinth is a favourite$/).click())
  await eventually(() =>
    expect(button(/^Stone plinth is a favourite$/).getAttribute('aria-pressed')).toBe('true'),
  )
  expect(asked).toEqual([{ shotId: 'plinth', isFavourite: true }])
})

it('the star of a chosen shot is reached with Tab, those of the others are not in the way', async () => {
  const { button } = open(at('plinth'))
  await eventually(() => expect(button(/^Stone plinth is a favourite$/).tabIndex).toBe(0))
  expect(button(/^Desk setup is a favourite$/).tabIndex).toBe(-1)
})

it('a generation is taken over from its address, on another model if one is named', async () => {
  const from = `/create?from=${sampleGeneration().id}`
  const earlier = () => sampleGeneration({ sources: [], prompt: 'with steam', shotId: null, count: 2 })
  const { asked } = open(`${from}&model=kling-v3`, { 'generations.get': earlier })
  await eventually(() =>
    expect(asked.at(-1)).toMatchObject({
      ...{ prompt: 'with steam', modelId: 'kling-v3', count: 2, aspectRatio: '3:4' },
    }),
  )
})

it('words and choices are kept as a shot of one’s own, which is chosen from then on', async () => {
  const saved: unknown[] = []
  const { button, field, text } = open(at('plinth'), {
    'shots.list': () => (saved.length > 0 ? [sampleSavedShot(), ...CATALOGUE] : CATALOGUE),
    'shots.save': (input) => {
      saved.push(input)
      return sampleSavedShot()
    },
  })
  await eventually(() => write(field('Anything to add?'), 'in the rain'))
  button(/^Save as a shot of your own$/).click()
  await eventually(() => write(field('Name'), 'Our terrace'))
  await eventually(() => button(/^Save shot$/).click())
  await eventually(() => expect(shotsUnder('Your shots')).toEqual(['Our terrace', 'Your own words']))
  expect(saved).toEqual([
    {
      ...{ name: 'Our terrace', words: 'in the rain', baseShotId: 'plinth', options: {} },
      ...{ modelId: 'gemini-nano-banana-2.1', aspectRatio: '4:5', imageSize: '1K' },
    },
  ])
  await eventually(() => expect(text()).toContain('“Our terrace” is one of your shots now'))
})

it('a saved shot whose model was retired says so, and can still be made with another', async () => {
  const problem = 'Nano Banana was retired on 2026-10-02. Use Nano Banana 2.1 instead.'
  const saved = sampleSavedShot({ defaultModelId: 'gemini-2.5-flash-image', problem })
  const { text, button } = open(at('sht_1'), {
    'shots.list': () => [saved, ...CATALOGUE],
    'quotes.create': (work: Work) => quoteFor({ ...work, shotId: undefined, prompt: 'rain' }),
  })
  await eventually(() => expect(text()).toContain(problem))
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 4 pictures · 8 credits'))
})

it('a shot that no model here can make says so, and every other one can still be chosen', async () => {
  const { text, choice, button } = open(at('motion'), {
    'models.list': () => usualModelsWithout('kling'),
  })
  await eventually(() => expect(text()).toContain('No model that can make this is set up in this studio.'))
  choice('Stone plinth. A premium still life.').click()
  await eventually(() => expect(button(MAIN_BUTTON).textContent).toBe('Make 4 pictures · 8 credits'))
})

function usualModelsWithout(provider: string) {
  const models = usualAnswers()['models.list']?.(undefined as never) as { provider: string }[]
  return models.map((model) => (model.provider === provider ? { ...model, isAvailable: false } : model))
}
