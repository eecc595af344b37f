import { DomainError } from '@studio/core/kernel'
import type { PublicationView } from '@studio/core/publications'
import { type Actor, requireAccount } from '../kernel/index.ts'
import { findStore, requireConnected } from '../stores/index.ts'
import { findPublication } from './find-publication.ts'
import { makePlans, type PlanDeps } from './plan-publications.ts'
import { planUndo } from './plan-undo.ts'
import { recordOf } from './record.ts'
import { writePlans } from './write-plans.ts'

/** From these something can be planned anew: nothing of them was done, or nothing of it was left. */
const AGAIN = ['planned', 'conflict', 'failed'] as const

/**
 * Plans the same changes once more, against the product as it is now: after a conflict, or when an earlier try failed. The
 * earlier plan stays where it is.
 * @throws DomainError `not_found`; `already_ended` for what was approved; else as `planPublications`
 */
export async function planAgain(
  actor: Actor,
  { id }: { id: string },
  deps: PlanDeps,
): Promise<PublicationView> {
  const accountId = requireAccount(actor, 'stores:publish')
  const row = await findPublication(deps.db, accountId, id)
  if (!AGAIN.some((status) => status === row.status))
    throw new DomainError('already_ended', 'This publication was approved. Undo it, or plan something new.')
  if (row.undoesId) return planUndo(actor, { id: row.undoesId }, deps)
  const store = requireConnected(await findStore(deps.db, accountId, row.storeId))
  if (!row.productId)
    throw new DomainError('store_changed', 'The product is no longer in the store, or not read again yet.')
  const { changes } = recordOf(row)
  const plans = await makePlans(store, [{ productId: row.productId, changes }], deps)
  const { items } = await writePlans(store, plans, deps, row.groupId)
  return items[0] as PublicationView
}
