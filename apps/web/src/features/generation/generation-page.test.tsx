import { DomainError } from '@studio/core/kernel'
import { BUILT_IN_REGISTRY, viewModel } from '@studio/core/models'
import { SHOTS, viewShot } from '@studio/core/shots'
import { describe, expect, it, vi } from 'vitest'
import { type Answer, answerCalls } from '../../testing/answer-calls.ts'
import { eventually, renderScreen } from '../../testing/render-screens.tsx'
import { madeOutput, openOutput, sampleAsset, sampleGeneration } from '../../testing/sample-generation.ts'

vi.setConfig({ testTimeout: 30_000 })

const MODELS = BUILT_IN_REGISTRY.models.map((model) =>
  viewModel(model, new Date('2026-11-22'), ['gemini', 'kling', 'local']),
)
const ADDRESS = `/generations/${sampleGeneration().id}`
const finished = sampleGeneration({
  status: 'succeeded',
  count: 3,
  outputs: [madeOutput(0), madeOutput(1), openOutput(2, 'cancelled')],
  credits: { quoted: 6, charged: 4, held: 0, returned: 2 },
})

function answer(changes: Record<string, Answer> = {}) {
  answerCalls({
    'shots.list': () => SHOTS.map((shot) => viewShot(shot)),
    'models.list': () => MODELS,
    'generations.get': () => sampleGeneration(),
    ...changes,
  })
}

function sampleQuote(credits: number) {
  const expiresAt = new Date(Date.now() + 30 * 60_000).toISOString()
  return { id: 'quo_1', credits, items: [], warnings: [], expiresAt }
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
  expect(frames().map((frame) => frame.style.aspectRatio)).toEqual(Array(4).fill('0.8 / 1'))
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

it('the recipe leads to the same again, and to the same on another model', async () => {
  answer({ 'generations.get': () => finished })
  const { button, router, text } = renderScreen(ADDRESS)
  await eventually(() => expect(text()).toContain('Marked as made by AI'))
  await eventually(() => button(/^Run on another model$/).click())
  await eventually(() => {
    const entries = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')]
    expect(entries.map(({ textContent }) => textContent)).toContain('Kling 3 Omni')
    expect(entries.map(({ textContent }) => textContent)).not.toContain('Nano Banana 2.1')
    entries.find(({ textContent }) => textContent === 'Kling 3 Omni')?.click()
  })
  await eventually(() =>
    expect(router.state.location).toMatchObject({
      pathname: '/create',
      search: { from: finished.id, model: 'kling-v3-omni' },
    }),
  )
})

it('nothing that was not made can be refined', async () => {
  answer({ 'generations.get': () => sampleGeneration({ outputs: [openOutput(0, 'running')] }) })
  const { button, text } = renderScreen(ADDRESS)
  await eventually(() => expect(text()).toContain('Run again'))
  expect(() => button(/^Refine/)).toThrow('No button')
  expect(document.querySelector('textarea')).toBeNull()
})

it('a change is said in words, costs what the button says, and leads to what it was changed from', async () => {
  const { sources } = sampleGeneration()
  const [photo] = sources
  const changed = sampleGeneration({
    id: 'gen_01kbbbbbbbbbbbbbbbbbbbbbbb',
    shotId: null,
    prompt: 'Make the light warmer.',
    refines: { outputId: 'out_1', generationId: finished.id },
    sources: [
      { assetId: 'ast_output1', sha256: 'f00d', role: 'base', asset: madeOutput(1).asset },
      ...(photo ? [photo] : []),
    ],
    outputs: [openOutput(0, 'queued')],
  })
  const asked: unknown[] = []
  const started: unknown[] = []
  answer({
    'generations.get': ({ id }: { id: string }) => (id === changed.id ? changed : finished),
    'quotes.create': (work) => {
      asked.push(work)
      return sampleQuote(2)
    },
    'generations.start': (work) => {
      started.push(work)
      return changed
    },
  })
  const { button, text, router } = renderScreen(ADDRESS)
  await eventually(() => expect(frames()).toHaveLength(3))
  press('ArrowRight')
  await eventually(() => button(/^Warmer light$/).click())
  await eventually(() => button(/^Refine · 2 credits$/).click())
  await eventually(() => expect(router.state.location.pathname).toBe(`/generations/${changed.id}`))
  expect(asked[0]).toEqual({
    refinesOutputId: 'out_1',
    prompt: 'Make the light warmer.',
    modelId: 'gemini-nano-banana-2.1',
    sourceAssetIds: [],
    count: 1,
    aspectRatio: '4:5',
    imageSize: '1K',
  })
  expect(started).toMatchObject([{ refinesOutputId: 'out_1', quoteId: 'quo_1' }])
  await eventually(() => expect(text()).toContain('Changed from plinth-2.png“Make the light warmer.”'))
})

it('what was changed is compared with the picture it was changed from', async () => {
  const [photo] = sampleGeneration().sources
  const changed = sampleGeneration({
    shotId: null,
    refines: { outputId: 'out_9', generationId: 'gen_9' },
    sources: [
      ...(photo ? [photo] : []),
      { assetId: 'ast_base', sha256: 'f00d', role: 'base', asset: sampleAsset('ast_base', 'before.png') },
    ],
    outputs: [madeOutput(0)],
  })
  answer({ 'generations.get': () => changed })
  const { button } = renderScreen(ADDRESS)
  await eventually(() => button(/^Compare$/).click())
  await eventually(() =>
    expect(
      [...document.querySelectorAll('[role="dialog"] [data-picture]')].map((layer) =>
        layer.getAttribute('data-picture'),
      ),
    ).toEqual(['out_0', 'ast_base']),
  )
})

describe('a video', () => {
  const film = sampleGeneration({
    makes: 'video',
    provider: 'kling',
    modelName: 'Kling 3 Turbo',
    imageSize: '720p',
    aspectRatio: 'source',
    options: { durationSec: 5 },
  })
  const clip = madeOutput(0)
  const made = {
    ...clip,
    asset: clip.asset && { ...clip.asset, mime: 'video/mp4', fileName: 'plinth-1.mp4', durationMs: 5_000 },
  }

  it('in the making says who makes it and how long that takes, and counts on after a reload', async () => {
    const startedAt = new Date(Date.now() - 90_000).toISOString()
    const outputs = [{ ...openOutput(0, 'running'), attempt: 1, startedAt }]
    answer({ 'generations.get': () => ({ ...film, outputs }) })
    const { text } = renderScreen(ADDRESS)
    await eventually(() =>
      expect(text()).toContain(
        'Kling is making it; this takes one to five minutes. You can leave this page.',
      ),
    )
    expect(frames()[0]?.textContent).toMatch(/^1 min 3\d s/)
    expect(frames()[0]?.style.aspectRatio).toBe('0.8 / 1')
  })

  it('shows its poster with its length first, and plays in its place when pressed, without sound', async () => {
    answer({ 'generations.get': () => ({ ...film, status: 'succeeded', outputs: [made] }) })
    renderScreen(ADDRESS)
    await eventually(() => expect(frames()[0]?.textContent).toBe('0:05'))
    expect(document.querySelector('video')).toBeNull()
    frames()[0]?.click()
    await eventually(() => expect(document.querySelector('video')).not.toBeNull())
    const video = document.querySelector('video')
    expect(video).toMatchObject({ muted: true, loop: true, controls: true })
    expect(video?.getAttribute('src')).toBe('/files/ast_output0/o')
    expect(video?.getAttribute('poster')).toBe('/files/ast_output0/p')
  })

  it('says its length, its size and that it has no sound; it is not refined', async () => {
    answer({ 'generations.get': () => ({ ...film, status: 'succeeded', outputs: [made] }) })
    const { text, button } = renderScreen(ADDRESS)
    await eventually(() => expect(text()).toContain('Plays0:05, without sound'))
    expect(text()).toContain('Pixels896 × 1,120')
    expect(() => button(/^Refine/)).toThrow('No button')
  })
})

describe('a cut-out', () => {
  const cut = madeOutput(0)
  const free = sampleGeneration({
    status: 'succeeded',
    provider: 'local',
    modelId: 'local-studio',
    modelName: 'Local studio',
    shotId: 'white-hero',
    aspectRatio: '1:1',
    imageSize: '2K',
    credits: { quoted: 0, charged: 0, held: 0, returned: 0 },
  })
  const withConfidence = (confidence: number, sources = free.sources) => ({
    ...free,
    sources,
    outputs: [
      {
        ...cut,
        creditsCharged: 0,
        recipe: cut.recipe && {
          ...cut.recipe,
          shotId: 'white-hero',
          options: { marginPercent: 8 },
          cutOut: { confidence, hasMask: true },
        },
      },
    ],
  })

  it('that is not sure is open to see, with its mask and the switches', async () => {
    answer({ 'generations.get': () => withConfidence(0.4) })
    const { text } = renderScreen(ADDRESS)
    await eventually(() => expect(text()).toContain('The cut-out may need a look'))
    expect(document.querySelectorAll('[role="switch"]')).toHaveLength(2)
    expect(document.querySelector('img[src="/api/assets/ast_output0/file?size=mask"]')).not.toBeNull()
  })

  it('that is sure stays out of the way', async () => {
    answer({ 'generations.get': () => withConfidence(0.92) })
    const { text } = renderScreen(ADDRESS)
    await eventually(() => expect(text()).toContain('92 % sure'))
    expect(document.querySelector('[role="switch"]')).toBeNull()
  })

  it('is made again with the other switch, from the same recipe, for nothing', async () => {
    const asked: unknown[] = []
    const started: unknown[] = []
    answer({
      'generations.get': () => withConfidence(0.4),
      'quotes.create': (work) => {
        asked.push(work)
        return sampleQuote(0)
      },
      'generations.start': (work) => {
        started.push(work)
        return withConfidence(0.9)
      },
    })
    const { button } = renderScreen(ADDRESS)
    await eventually(() => expect(document.querySelectorAll('[role="switch"]')).toHaveLength(2))
    document.querySelectorAll<HTMLElement>('[role="switch"]')[1]?.click()
    await eventually(() => button(/^Cut out again · free$/).click())
    await eventually(() => expect(started).toHaveLength(1))
    expect(asked).toEqual([
      {
        shotId: 'white-hero',
        modelId: 'local-studio',
        sourceAssetIds: ['ast_source'],
        sourceRoles: ['product'],
        count: 1,
        aspectRatio: '1:1',
        imageSize: '2K',
        options: { marginPercent: 8, fillHoles: false, removeShadow: true },
      },
    ])
  })

  it('is not made again without its photo', async () => {
    const gone = [{ assetId: null, sha256: 'c0ffee', role: 'product' as const, asset: null }]
    answer({ 'generations.get': () => withConfidence(0.4, gone) })
    const { text } = renderScreen(ADDRESS)
    await eventually(() => expect(text()).toContain('Its photo was deleted, so it cannot be cut out again.'))
  })
})

it('the lineage is read when it is opened, and marks where one is', async () => {
  const asked: unknown[] = []
  answer({
    'generations.get': () => finished,
    'generations.lineage': (input) => {
      asked.push(input)
      return {
        generations: [
          { ...finished, outputs: finished.outputs },
          { ...finished, id: 'gen_2', shotId: null, prompt: 'Warmer light.', outputs: [madeOutput(5)] },
        ],
        assets: [sampleAsset('ast_source', 'shoe.jpg')],
        sources: [{ assetId: 'ast_source', generationId: finished.id, role: 'product' }],
        refinements: [{ outputId: 'out_0', generationId: 'gen_2' }],
        isComplete: true,
      }
    },
  })
  const { text } = renderScreen(ADDRESS)
  await eventually(() => expect(frames()).toHaveLength(3))
  expect(asked).toEqual([])
  const summary = [...document.querySelectorAll('summary')].find((each) =>
    /^Lineage/.test(each.textContent ?? ''),
  )
  const details = summary?.parentElement as HTMLDetailsElement
  details.open = true
  details.dispatchEvent(new Event('toggle'))
  await eventually(() => expect(text()).toContain('Changed: Warmer light.From output 1'))
  expect(asked).toEqual([{ id: finished.id }])
  const here = document.querySelector('details a[aria-current]')
  expect(here?.textContent).toContain('You are here')
  expect(here?.getAttribute('href')).toBe(ADDRESS)
})
