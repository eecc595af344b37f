import type { AnalysisView } from '@studio/core/analyses'
import type { AssetView } from '@studio/core/assets'
import { DomainError } from '@studio/core/kernel'
import { SHOTS, viewShot } from '@studio/core/shots'
import { describe, expect, it, vi } from 'vitest'
import { type Answer, answerCalls } from '../../testing/answer-calls.ts'
import { eventually, renderScreen } from '../../testing/render-screens.tsx'
import { sampleAsset } from '../../testing/sample-generation.ts'

vi.setConfig({ testTimeout: 30_000 })

const ID = 'ast_01kaaaaaaaaaaaaaaaaaaaaaaa'
const AFTER = 'ast_01kbbbbbbbbbbbbbbbbbbbbbbb'

const found: AnalysisView = {
  assetId: ID,
  status: 'ready',
  content: {
    product: 'Red running shoe',
    category: 'shoes',
    materials: ['mesh', 'rubber'],
    colours: [{ name: 'red', hex: '#c0202a' }],
    suggestedShotIds: ['white-hero', 'plinth'],
    altText: 'A red running shoe on a grey floor.',
    photo: { productCount: 1, score: 62, remarks: [{ code: 'too_dark', words: 'It is rather dark.' }] },
  },
  isEdited: false,
  failure: null,
  cutOut: { confidence: 0.41, verdict: 'look', words: 'The cut-out may need a look.' },
  provider: 'Gemini',
  modelId: 'gemini-3-flash',
  modelVersion: 'gemini-3-flash-001',
}
const unasked: AnalysisView = { ...found, status: 'unasked', content: null, cutOut: null, provider: null }

function show(
  analysis: Answer,
  { asset = {}, ...more }: Record<string, unknown> & { asset?: Partial<AssetView> } = {},
) {
  const assets = [{ ...sampleAsset(ID, 'shoe.jpg'), ...asset }, sampleAsset(AFTER, 'bag.jpg')]
  answerCalls({
    'assets.list': () => ({ items: assets, nextCursor: null }),
    'shots.list': () => SHOTS.map((shot) => viewShot(shot)),
    'analyses.get': analysis,
    ...(more as Record<string, Answer>),
  })
  return renderScreen(`/assets/${ID}`)
}

const panel = () => document.querySelector('section[aria-labelledby="analysis-heading"]')
const field = (name: string) => {
  const label = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === name)
  return document.getElementById(label?.htmlFor ?? '') as HTMLInputElement | HTMLTextAreaElement | null
}

/** Writes into a field as a person does: React listens to the element's own setter. */
function write(element: HTMLInputElement | HTMLTextAreaElement, text: string) {
  const proto = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(proto.prototype, 'value')?.set?.call(element, text)
  element.dispatchEvent(new Event('input', { bubbles: true }))
}

describe('what is known of a picture', () => {
  it('is told in words, with what speaks against the photo and who said so', async () => {
    show(() => found)
    await eventually(() => expect(panel()?.textContent).toContain('Red running shoe'))
    for (const words of [
      'Shoes',
      'mesh, rubber',
      'A red running shoe on a grey floor.',
      'It is rather dark.',
    ])
      expect(panel()?.textContent).toContain(words)
    expect(panel()?.textContent).toContain('41 % sure')
    expect(panel()?.textContent).toContain('Analysed by Gemini (gemini-3-flash-001)')
  })

  it('leads to the shots that suit it, with this picture as their source', async () => {
    show(() => found)
    await eventually(() => {
      const link = [...(panel()?.querySelectorAll('a') ?? [])].find(
        (each) => each.textContent === 'Stone plinth',
      )
      expect(link?.getAttribute('href')).toBe(`/create?shot=plinth&sources=${ID}`)
    })
  })

  it('is corrected in place: all of it is kept, and said to be one’s own', async () => {
    const edits: unknown[] = []
    const { button } = show(() => found, {
      'analyses.edit': (description: never) => {
        edits.push(description)
        return { ...found, isEdited: true }
      },
    })
    await eventually(() => button(/^Edit$/).click())
    await eventually(() => expect(field('Alt text')).not.toBeNull())
    write(field('Alt text') as HTMLTextAreaElement, 'x'.repeat(130))
    await eventually(() => expect(panel()?.textContent).toContain('130 / 125'))
    write(field('Materials') as HTMLInputElement, 'mesh, foam')
    button(/^Save$/).click()
    await eventually(() => expect(panel()?.textContent).toContain('edited by you'))
    const { photo: _photo, ...described } = found.content ?? {}
    expect(edits).toEqual([{ id: ID, ...described, altText: 'x'.repeat(130), materials: ['mesh', 'foam'] }])
  })

  it('that was refused is still in the fields', async () => {
    const { button } = show(() => found, {
      'analyses.edit': () => {
        throw new DomainError('invalid_input', 'Say it in fewer words.')
      },
    })
    await eventually(() => button(/^Edit$/).click())
    await eventually(() => write(field('Product') as HTMLInputElement, 'Sandal'))
    button(/^Save$/).click()
    await eventually(() => expect(panel()?.textContent).toContain('Say it in fewer words.'))
    expect(field('Product')?.value).toBe('Sandal')
  })

  it('goes back to what was found', async () => {
    const { button } = show(() => ({ ...found, isEdited: true }), { 'analyses.reset': () => found })
    await eventually(() => button(/^Undo my changes$/).click())
    await eventually(() => expect(panel()?.textContent).not.toContain('edited by you'))
  })

  it('where nobody looked can be asked for, and says that it costs nothing', async () => {
    const { button } = show(() => unasked, {
      'analyses.repeat': () => ({ ...unasked, status: 'pending' }),
    })
    await eventually(() => expect(panel()?.textContent).toContain('costs no credits'))
    button(/^Have it analysed$/).click()
    await eventually(() =>
      expect(panel()?.querySelector('[aria-label="The picture is being looked at"]')).toBeTruthy(),
    )
  })

  it('that failed says why, and can be tried again or written oneself', async () => {
    const failure = { code: 'overloaded', message: 'Gemini is overloaded. Try again in a few minutes.' }
    const { button } = show(() => ({ ...unasked, status: 'failed', failure }))
    await eventually(() => expect(panel()?.textContent).toContain('Gemini is overloaded.'))
    expect(button(/^Try again$/)).toBeTruthy()
    expect(button(/^Describe it yourself$/)).toBeTruthy()
  })
})

it('arrow keys go to the next picture, but not out of what is being written', async () => {
  const { button, router } = show(() => found)
  const press = (target: Element | null) =>
    target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
  await eventually(() => button(/^Edit$/).click())
  await eventually(() => expect(field('Alt text')).not.toBeNull())
  press(field('Alt text'))
  expect(router.state.location.pathname).toBe(`/assets/${ID}`)
  press(panel())
  await eventually(() => expect(router.state.location.pathname).toBe(`/assets/${AFTER}`))
})

it.each([
  ['generated', 'Marked as made by AI'],
  ['composite', 'Marked as a composite with AI'],
  ['enhanced', 'Your own pixels, arranged by computation'],
] as const)('the marking %s is told in words', async (marking, words) => {
  const { text } = show(() => unasked, { asset: { marking } })
  await eventually(() => expect(text()).toContain(words))
})

it('a video plays with controls and without sound, says its limits, and is not analysed', async () => {
  const { text } = show(() => unasked, { asset: { mime: 'video/mp4', durationMs: 5_000 } })
  await eventually(() =>
    expect(document.querySelector('video')).toMatchObject({ controls: true, muted: true }),
  )
  expect(document.querySelector('video')?.autoplay).toBe(false)
  expect(text()).toContain('Plays0:05, without sound')
  expect(panel()).toBeNull()
})
