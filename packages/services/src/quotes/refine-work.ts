import { DomainError } from '@studio/core/kernel'
import type { AspectRatio, ImageSize, Model } from '@studio/core/models'
import type { Work } from '@studio/core/quotes'
import type { ShotOptions, SourceRole } from '@studio/core/shots'
import type { Prisma } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

const withParent = {
  asset: true,
  generation: { include: { sources: { orderBy: { position: 'asc' }, include: { asset: true } } } },
} as const satisfies Prisma.OutputInclude

/** The output that work changes by words, with what its own generation was made of. */
export type RefinedOutput = Prisma.OutputGetPayload<{ include: typeof withParent }> & { assetId: string }

/**
 * Finds the output that is to be changed.
 * @throws DomainError `not_found` when it is missing, somebody else's, has no picture or lost it;
 * `option_not_supported` for a video
 */
export async function readRefined(
  accountId: string,
  outputId: string,
  { db }: Pick<Deps, 'db'>,
): Promise<RefinedOutput> {
  const output = await db.output.findFirst({
    where: { id: outputId, accountId, asset: { deletedAt: null, status: 'ready' } },
    include: withParent,
  })
  if (!output?.assetId) {
    throw new DomainError(
      'not_found',
      'The picture to change was deleted, or never came about. Choose another one.',
    )
  }
  if (output.generation.makes === 'video') {
    throw new DomainError(
      'option_not_supported',
      'A video cannot be changed by words. Change the picture that it begins with.',
    )
  }
  return { ...output, assetId: output.assetId }
}

/**
 * The work that changes an output: its picture first, then what its generation was made of as far as that is still
 * there and the model takes it, then what was added now. Ratio and size stay as they were, where the model can.
 */
export function continueWork(
  work: Work,
  { assetId, generation }: RefinedOutput,
  model: Model | undefined,
): Work {
  const inherited = generation.sources
    .filter(({ asset, role }) => asset && !asset.deletedAt && role !== 'base')
    .map((source) => ({
      id: source.assetId as Work['sourceAssetIds'][number],
      role: source.role as SourceRole,
    }))
    .filter(({ id }) => !work.sourceAssetIds.includes(id))
    .slice(0, Math.max(0, (model?.maxSourceAssets ?? 0) - 1 - work.sourceAssetIds.length))
  const { hasConsent } = generation.options as ShotOptions
  const aspectRatio = generation.aspectRatio as AspectRatio
  const imageSize = generation.imageSize as ImageSize
  return {
    ...work,
    sourceAssetIds: [
      assetId as Work['sourceAssetIds'][number],
      ...inherited.map(({ id }) => id),
      ...work.sourceAssetIds,
    ],
    sourceRoles: [
      'base',
      ...inherited.map(({ role }) => role),
      ...(work.sourceRoles ?? work.sourceAssetIds.map(() => 'product' as const)),
    ],
    // Whoever is shown agreed to it when the picture was made.
    options: { ...(hasConsent && { hasConsent }), ...work.options },
    ...(!work.aspectRatio && model?.aspectRatios.includes(aspectRatio) && { aspectRatio }),
    ...(!work.imageSize && model?.creditsPerOutput[imageSize] !== undefined && { imageSize }),
  }
}
