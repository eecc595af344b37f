import type { AnalysisView } from '@studio/core/analyses'
import { findAsset } from '../assets/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { viewAnalysis } from './view-analysis.ts'

/** Shows what is known of an asset's contents. @throws DomainError `not_found` */
export async function readAnalysis(
  actor: Actor,
  { id }: { id: string },
  { db }: Pick<Deps, 'db'>,
): Promise<AnalysisView> {
  await findAsset(db, requireAccount(actor, 'assets:read'), id)
  return viewAnalysis(id, await db.analysis.findUnique({ where: { assetId: id } }))
}
