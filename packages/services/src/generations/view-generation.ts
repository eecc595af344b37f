import {
  type FailureCode,
  failureWords,
  type GenerationView,
  type OutputView,
  type Recipe,
} from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import { type AspectRatio, findModel, type ImageSize, PROVIDER_NAMES } from '@studio/core/models'
import type { Prisma } from '@studio/db'
import { viewAsset, withOutput } from '../assets/index.ts'

/** What to read with a generation so that it can be shown. */
export const withEverything = {
  hold: true,
  outputs: { orderBy: { index: 'asc' }, include: { asset: { include: withOutput } } },
  sources: { orderBy: { position: 'asc' }, include: { asset: { include: withOutput } } },
} as const satisfies Prisma.GenerationInclude

/** A generation with all that is shown of it. */
export type GenerationRow = Prisma.GenerationGetPayload<{ include: typeof withEverything }>

/** Of work that costs nothing. */
const NOTHING_HELD = { credits: 0, captured: 0, released: 0 }

/** Shows a generation. A picture that was deleted since leaves its place empty; its recipe stays. */
export function viewGeneration(row: GenerationRow): GenerationView {
  const hold = row.hold ?? NOTHING_HELD
  return {
    id: row.id as Id<'generation'>,
    status: row.status,
    shotId: row.shotId,
    prompt: row.words,
    modelId: row.modelId,
    aspectRatio: row.aspectRatio as AspectRatio,
    imageSize: row.imageSize as ImageSize,
    count: row.count,
    sources: row.sources.map(({ sha256, asset }) => {
      const visible = asset && !asset.deletedAt ? viewAsset(asset) : null
      return { assetId: visible?.id ?? null, sha256, asset: visible }
    }),
    outputs: row.outputs.map((output) => viewOutput(output, row.modelId)),
    credits: {
      quoted: hold.credits,
      charged: hold.captured,
      returned: hold.released,
      held: hold.credits - hold.captured - hold.released,
    },
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

function viewOutput(output: GenerationRow['outputs'][number], modelId: string): OutputView {
  const { asset, failureCode } = output
  return {
    id: output.id as Id<'output'>,
    index: output.index,
    status: output.status,
    attempt: output.attempt,
    asset: asset && !asset.deletedAt ? viewAsset(asset) : null,
    failure: failureCode ? explainFailure(failureCode as FailureCode, modelId) : null,
    creditsCharged: output.creditsCharged,
    recipe: output.recipe as Recipe | null,
    startedAt: output.startedAt?.toISOString() ?? null,
    finishedAt: output.finishedAt?.toISOString() ?? null,
  }
}

/** What happened, and that it cost nothing. */
function explainFailure(code: FailureCode, modelId: string) {
  const provider = findModel(modelId)?.provider
  const name = provider ? PROVIDER_NAMES[provider] : 'The provider'
  return { code, message: `You were not charged: ${failureWords(code, name)}` }
}
