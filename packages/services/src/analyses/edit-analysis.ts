import type { AnalysisView, DescribedContent } from '@studio/core/analyses'
import { DomainError, type Id } from '@studio/core/kernel'
import { findShot } from '@studio/core/shots'
import { inTransaction, Prisma, recordEvent } from '@studio/db'
import { findAsset, writeAnalysis } from '../assets/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { viewAnalysis } from './view-analysis.ts'

/**
 * Puts a person's own description in the place of what was found, whether or not anything was.
 * @throws DomainError `not_found`; `invalid_input` for a shot that there is none of
 */
export async function editAnalysis(
  actor: Actor,
  { id, ...description }: { id: Id<'asset'> } & DescribedContent,
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<AnalysisView> {
  const unknown = description.suggestedShotIds.find((shotId) => !findShot(shotId))
  if (unknown !== undefined)
    throw new DomainError('invalid_input', `There is no shot “${unknown}”. List the shots to see them.`, {
      fields: [{ path: 'suggestedShotIds', message: 'Use ids of shots that are listed.' }],
    })
  return write(actor, id, description, deps)
}

/** Goes back to what was found. @throws DomainError `not_found` */
export function resetAnalysis(
  actor: Actor,
  { id }: { id: Id<'asset'> },
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<AnalysisView> {
  return write(actor, id, Prisma.DbNull, deps)
}

async function write(
  actor: Actor,
  id: Id<'asset'>,
  edited: DescribedContent | typeof Prisma.DbNull,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<AnalysisView> {
  const accountId = requireAccount(actor, 'assets:write')
  return inTransaction(db, async (tx) => {
    const asset = await findAsset(tx, accountId, id)
    const now = clock.now()
    await writeAnalysis(tx, asset, 'unasked', now)
    const row = await tx.analysis.update({ where: { assetId: id }, data: { edited, updatedAt: now } })
    await recordEvent(tx, { accountId, type: 'analysis.edited', subjectId: id, now })
    return viewAnalysis(id, row)
  })
}
