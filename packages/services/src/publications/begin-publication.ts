import { findConflicts, planSteps } from '@studio/core/publications'
import { type Publication, recordEvent } from '@studio/db'
import { endPublication } from './end-publication.ts'
import { findOurMedia, requireAssets } from './find-our-media.ts'
import { keepBytes } from './keep-bytes.ts'
import { readLive } from './read-live.ts'
import { recordOf, toJson } from './record.ts'
import type { Shift } from './shift.ts'

/**
 * Looks whether the product is still what was planned for, settles the steps and takes the snapshot. Nothing is written
 * to the store before the snapshot is.
 */
export async function beginPublication(row: Publication, shift: Shift): Promise<Publication> {
  const { connector, signal, write, deps } = shift
  const { before, target } = recordOf(row)
  const readAt = deps.clock.now()
  const live = await readLive(connector, row.foreignId, signal)
  const conflicts = findConflicts(before, live)
  if (!live || conflicts.length > 0)
    return endPublication(row, shift, { status: 'conflict', conflicts }, { live, readAt })

  const leaving = live.media.filter(
    ({ foreignId }) => !target.media.some(({ ref }) => ref.from === 'store' && ref.mediaId === foreignId),
  )
  const ours = await findOurMedia(
    row,
    leaving.map(({ foreignId }) => foreignId),
    deps,
  )
  const isOurs = ({ isDeletable }: { isDeletable: boolean }) => isDeletable
  const addedByUs = new Set([...ours].filter(([, one]) => isOurs(one)).map(([mediaId]) => mediaId))
  const steps = planSteps(live, target, { mediaPerProduct: connector.limits.mediaPerProduct, addedByUs })
  const kept = await keepBytes(row, leaving, ours, shift)
  return write(async (tx, now) => {
    const { id, accountId } = row
    const assetIds = [...new Set(kept.flatMap(({ assetId }) => assetId ?? []))]
    await requireAssets(tx, assetIds)
    await tx.publicationAsset.createMany({
      data: assetIds.map((assetId) => ({ publicationId: id, assetId, accountId })),
      skipDuplicates: true,
    })
    await recordEvent(tx, { accountId, type: 'publication.progressed', subjectId: id, now })
    return tx.publication.update({
      where: { id },
      data: {
        ...{ status: 'running', startedAt: now, attempt: 0, steps: toJson(steps) },
        snapshot: toJson({ product: live, kept }),
      },
    })
  })
}
