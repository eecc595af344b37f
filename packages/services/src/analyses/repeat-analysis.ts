import type { AnalysisView } from '@studio/core/analyses'
import { DomainError, type Id } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { countAttempt } from '../accounts/index.ts'
import { findAsset, writeAnalysis } from '../assets/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { viewAnalysis } from './view-analysis.ts'

/**
 * Has an asset analysed again, or for the first time where nobody did: an output, or what was uploaded before there
 * were analyses. What was found stays until there is something new; what a person wrote stays in any case.
 * @throws DomainError `not_found`; `asset_not_ready`; `option_not_supported` where nobody analyses, and for test
 * tokens; `rate_limited`
 */
export async function repeatAnalysis(
  actor: Actor,
  { id }: { id: Id<'asset'> },
  deps: Pick<Deps, 'db' | 'queue' | 'clock' | 'attempts' | 'offersAnalysis'>,
): Promise<AnalysisView> {
  const accountId = requireAccount(actor, 'assets:write')
  refuseUnlessOffered(actor, deps)
  const asset = await findAsset(deps.db, accountId, id)
  if (asset.status !== 'ready')
    throw new DomainError('asset_not_ready', asset.problem ?? 'This picture is still being prepared.')
  if (!asset.mime.startsWith('image/'))
    throw new DomainError('option_not_supported', 'Only pictures are analysed, not videos.')
  await countAttempt('analysesPerAccount', accountId, deps)
  return inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    await writeAnalysis(tx, asset, 'pending', now)
    const data = { status: 'pending', failureCode: null, updatedAt: now } as const
    const row = await tx.analysis.update({ where: { assetId: id }, data })
    await recordEvent(tx, { accountId, type: 'analysis.requested', subjectId: id, now })
    await deps.queue.enqueue(tx, 'asset.analyse', { assetId: id, attempt: 1 }, { unlessPending: true })
    return viewAnalysis(id, row)
  })
}

function refuseUnlessOffered(actor: Actor, { offersAnalysis }: Pick<Deps, 'offersAnalysis'>): void {
  if (actor.kind === 'token' && actor.tokenKind === 'test')
    throw new DomainError('option_not_supported', 'Test tokens have nothing analysed: use a live one.')
  if (!offersAnalysis)
    throw new DomainError('option_not_supported', 'No service that analyses photos is set up here.')
}
