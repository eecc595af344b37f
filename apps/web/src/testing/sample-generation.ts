import type { AssetView } from '@studio/core/assets'
import type { GenerationView, OutputView } from '@studio/core/generations'

const MADE_AT = '2026-11-22T12:00:00.000Z'

/** A generation as the API shows it: a made picture, a failed one, one that runs and one that waits. */
export function sampleGeneration(changes: Partial<GenerationView> = {}): GenerationView {
  return {
    id: 'gen_01kaaaaaaaaaaaaaaaaaaaaaaa',
    status: 'running',
    shotId: 'plinth',
    prompt: '',
    modelId: 'gemini-nano-banana-2.1',
    modelName: 'Nano Banana 2.1',
    provider: 'gemini',
    makes: 'picture',
    options: {},
    refines: null,
    aspectRatio: '4:5',
    imageSize: '1K',
    count: 4,
    sources: [
      {
        assetId: 'ast_source',
        sha256: 'c0ffee',
        role: 'product',
        asset: sampleAsset('ast_source', 'shoe.jpg'),
      },
    ],
    outputs: [
      madeOutput(0),
      {
        ...openOutput(1, 'failed'),
        attempt: 2,
        failure: {
          code: 'overloaded',
          message: 'You were not charged: Gemini is overloaded. Try again in a few minutes.',
        },
      },
      { ...openOutput(2, 'running'), attempt: 3, startedAt: new Date().toISOString() },
      openOutput(3, 'queued'),
    ],
    credits: { quoted: 8, charged: 2, held: 4, returned: 2 },
    createdAt: MADE_AT,
    finishedAt: null,
    ...changes,
  }
}

/** An output that has not become a picture. */
export function openOutput(index: number, status: OutputView['status']): OutputView {
  return {
    id: `out_${index}`,
    index,
    status,
    attempt: 0,
    asset: null,
    failure: null,
    creditsCharged: 0,
    recipe: null,
    startedAt: null,
    finishedAt: null,
  }
}

/** An output that has become a picture, with its recipe. */
export function madeOutput(index: number): OutputView {
  return {
    ...openOutput(index, 'succeeded'),
    asset: sampleAsset(`ast_output${index}`, `plinth-${index + 1}.png`),
    creditsCharged: 2,
    recipe: {
      provider: 'gemini',
      modelId: 'gemini-nano-banana-2.1',
      modelVersion: 'gemini-nano-banana-2.1-001',
      shotId: 'plinth',
      shotVersion: 1,
      words: '',
      refinesOutputId: null,
      options: {},
      cutOut: null,
      prompt: `The full prompt of output ${index + 1}.`,
      sources: [{ assetId: 'ast_source', sha256: 'c0ffee', role: 'product' }],
      aspectRatio: '4:5',
      imageSize: '1K',
      seed: 100 + index,
      costCredits: 2,
      providerCostMicroUsd: 39_000,
      inputTokens: 1290,
      outputTokens: 1120,
      durationMs: 5200,
      madeAt: MADE_AT,
    },
  }
}

/** A picture that is ready. */
export function sampleAsset(id: AssetView['id'], fileName: string): AssetView {
  const path = `/files/${id}`
  return {
    id,
    kind: 'output',
    status: 'ready',
    problem: null,
    fileName,
    mime: 'image/png',
    sizeBytes: 1_000_000,
    sha256: 'c0ffee',
    widthPx: 896,
    heightPx: 1120,
    hasAlpha: false,
    durationMs: null,
    marking: 'generated',
    thumbHash: null,
    generationId: null,
    files: { thumb: `${path}/t`, preview: `${path}/p`, original: `${path}/o`, download: `${path}/d` },
    createdAt: MADE_AT,
  }
}
