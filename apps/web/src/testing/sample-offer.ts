import { type AnalysisView, CUT_OUT_WORDS, type CutOutVerdict } from '@studio/core/analyses'
import type { BrandKitView } from '@studio/core/brand-kits'
import { BUILT_IN_REGISTRY, DEFAULT_MODEL_ID, viewModel } from '@studio/core/models'
import { priceWork, type QuoteView, quoteItems, type Work, workSchema } from '@studio/core/quotes'
import { findShot, SHOTS, type ShotView, viewShot } from '@studio/core/shots'
import type { Answer } from './answer-calls.ts'
import { sampleGeneration } from './sample-generation.ts'

const NOW = new Date()

/** The photo that samples work from. */
export const SOURCE = 'ast_01kaaaaaaaaaaaaaaaaaaaaaaa'

/** A kit as somebody has it who saved none. */
export const EMPTY_KIT: BrandKitView = {
  ...{ colours: [], logoAssetId: null, logo: null, wordsToUse: [], wordsToAvoid: [], updatedAt: null },
}

/** The catalogue as the API lists it. */
export const CATALOGUE: readonly ShotView[] = SHOTS.map((shot) => viewShot(shot))

/** The registry as the API lists it, with every provider set up. */
export const MODELS = BUILT_IN_REGISTRY.models
  .filter(({ id }) => id !== 'sample')
  .map((model) => viewModel(model, NOW, ['gemini', 'kling', 'local']))

/** A saved shot: own words alone, unless changed. */
export function sampleSavedShot(changes: Partial<ShotView> = {}): ShotView {
  return {
    ...(CATALOGUE[0] as ShotView),
    ...{ id: 'sht_1', kind: 'saved', name: 'Our terrace', purpose: 'on the terrace in the rain' },
    ...{ slots: [], categories: [], tasks: ['scene', 'motion'], scene: null, exampleUrl: null },
    needs: { photos: 0, roles: [], options: [], words: false },
    saved: { words: 'on the terrace in the rain', baseShotId: null },
    ...changes,
  }
}

/** What is known of a photo of a shoe; `verdict` says how surely it can be cut out. */
export function sampleAnalysis(verdict: CutOutVerdict | null): AnalysisView {
  const confidence = { sure: 0.96, look: 0.4, unsuitable: 0.05 }
  return {
    ...{ assetId: SOURCE, status: 'ready', isEdited: false, failure: null },
    ...{ provider: 'Gemini', modelId: 'gemini-3.1-flash', modelVersion: null },
    content: {
      ...{ product: 'Running shoe', category: 'shoes', materials: [], colours: [] },
      ...{ suggestedShotIds: [], altText: 'A running shoe.' },
      photo: {
        productCount: 1,
        score: 82,
        remarks: [{ code: 'hard_shadow', words: 'A hard shadow lies under the shoe.' }],
      },
    },
    cutOut: verdict && { verdict, confidence: confidence[verdict], words: CUT_OUT_WORDS[verdict] },
  }
}

let quoteCount = 0

/** A quote by the real price list. */
export function quoteFor(work: Work, changes: Partial<QuoteView> = {}): QuoteView {
  const context = {
    registry: BUILT_IN_REGISTRY,
    shot: findShot(work.shotId ?? '') ?? null,
    modelId: work.modelId ?? DEFAULT_MODEL_ID,
  }
  const settled = priceWork(workSchema.parse(work), context, NOW)
  quoteCount += 1
  return {
    id: `quo_${quoteCount}`,
    credits: settled.credits,
    items: quoteItems(settled),
    warnings: [],
    expiresAt: new Date(Date.now() + 30 * 60_000).toISOString(),
    ...changes,
  }
}

/** Everything the screen asks for, answered as for somebody new with 100 credits. */
export function usualAnswers(): Record<string, Answer> {
  return {
    'shots.list': () => CATALOGUE,
    'shots.recommended': () => ['kitchen', 'white-hero'],
    'models.list': () => MODELS,
    'brandKit.get': () => EMPTY_KIT,
    'analyses.get': () => ({ ...sampleAnalysis(null), status: 'unasked', content: null }),
    'credits.balance': () => ({ available: 100, held: 0 }),
    'assets.list': () => ({ items: [], nextCursor: null }),
    'assets.get': () => ({ id: SOURCE, status: 'preparing', fileName: 'shoe.jpg', problem: null }),
    'quotes.create': (work: Work) => quoteFor(work),
    'generations.get': () => sampleGeneration(),
  }
}
