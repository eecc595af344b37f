import {
  type FailureCode,
  failureWords,
  type GenerationView,
  hasEnded,
  type OutputView,
  type Recipe,
} from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import { type AspectRatio, type ImageSize, PROVIDER_NAMES, type Provider } from '@studio/core/models'
import type { ShotOptions, SourceRole } from '@studio/core/shots'
import type { Prisma } from '@studio/db'
import { viewAsset, withOutput } from '../assets/index.ts'
import { triesOf } from './claim-output.ts'

/** What to read with a generation so that it can be shown. */
export const withEverything = {
  refines: { select: { id: true, generationId: true } },
  outputs: { orderBy: { index: 'asc' }, include: { asset: { include: withOutput } } },
  sources: { orderBy: { position: 'asc' }, include: { asset: { include: withOutput } } },
} as const satisfies Prisma.GenerationInclude

/** A generation with all that is shown of it. */
export type GenerationRow = Prisma.GenerationGetPayload<{ include: typeof withEverything }>

/** Shows a generation. A picture that was deleted since leaves its place empty; its recipe stays. */
export function viewGeneration(row: GenerationRow): GenerationView {
  return {
    id: row.id as Id<'generation'>,
    status: row.status,
    shotId: row.shotId,
    prompt: row.words,
    modelId: row.modelId,
    modelName: row.modelName,
    provider: row.provider,
    makes: row.makes as GenerationView['makes'],
    options: row.options as ShotOptions,
    refines: row.refines && {
      outputId: row.refines.id as Id<'output'>,
      generationId: row.refines.generationId as Id<'generation'>,
    },
    aspectRatio: row.aspectRatio as AspectRatio,
    imageSize: row.imageSize as ImageSize,
    count: row.count,
    sources: row.sources.map(({ sha256, role, asset }) => {
      const visible = asset && !asset.deletedAt ? viewAsset(asset) : null
      return { assetId: visible?.id ?? null, sha256, role: role as SourceRole, asset: visible }
    }),
    outputs: row.outputs.map((output) => viewOutput(output, row.provider as Provider)),
    credits: addUp(row),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

/** What it cost, by its outputs: the hold may be that of a whole batch. */
function addUp({ creditsEach, count, outputs }: GenerationRow): GenerationView['credits'] {
  const quoted = creditsEach * count
  const charged = outputs.reduce((sum, output) => sum + output.creditsCharged, 0)
  const held = creditsEach * outputs.filter(({ status }) => !hasEnded(status)).length
  return { quoted, charged, held, returned: quoted - charged - held }
}

function viewOutput(output: GenerationRow['outputs'][number], provider: Provider): OutputView {
  const { asset, failureCode } = output
  return {
    id: output.id as Id<'output'>,
    index: output.index,
    status: output.status,
    attempt: triesOf(output),
    asset: asset && !asset.deletedAt ? viewAsset(asset) : null,
    failure: failureCode ? explainFailure(failureCode as FailureCode, provider) : null,
    creditsCharged: output.creditsCharged,
    recipe: output.recipe as Recipe | null,
    startedAt: output.startedAt?.toISOString() ?? null,
    finishedAt: output.finishedAt?.toISOString() ?? null,
  }
}

/** What happened, and that it cost nothing. */
function explainFailure(code: FailureCode, provider: Provider) {
  return { code, message: `You were not charged: ${failureWords(code, PROVIDER_NAMES[provider])}` }
}
