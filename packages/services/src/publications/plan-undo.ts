import { DomainError } from '@studio/core/kernel'
import {
  afterSteps,
  findConflicts,
  type PublicationView,
  restorableOf,
  targetOfUndo,
  type Warning,
  warningsOf,
} from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import type { Publication } from '@studio/db'

import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findStore, openStore, requireConnected } from '../stores/index.ts'
import { approvePublications } from './approve-publications.ts'
import { findPublication } from './find-publication.ts'
import type { PlanDeps } from './plan-publications.ts'
import { readOne } from './read-products.ts'
import { progressOf, recordOf } from './record.ts'
import { refuseImpossible, writePlans } from './write-plans.ts'

/**
 * Plans how to put a product back to how it was before a publication: a publication of its own, which can be undone in
 * its turn.
 * @throws DomainError `not_found`; `already_ended` for what was not published or was undone; else as `planPublications`
 */
export async function planUndo(
  actor: Actor,
  { id }: { id: string },
  deps: PlanDeps,
): Promise<PublicationView> {
  const accountId = requireAccount(actor, 'stores:publish')
  const row = await findPublication(deps.db, accountId, id)
  const { snapshot, steps, brought } = recordOf(row)
  if (row.status !== 'published' || !snapshot)
    throw new DomainError('already_ended', 'Only what was published can be undone.')
  const undone = { undoesId: id, status: 'published' as const }
  if (await deps.db.publication.findFirst({ where: undone, select: { id: true } }))
    throw new DomainError('already_ended', 'This publication was undone already. Undo that to have it back.')
  const store = requireConnected(await findStore(deps.db, accountId, row.storeId))
  const before = await readOne(store, row.foreignId, deps)
  const restorable = restorableOf(snapshot.product, steps, before)
  const target = targetOfUndo(restorable, before, new Set(Object.values(brought)))
  const { limits } = openStore(store, deps)
  refuseImpossible({ before, target }, limits)
  const warnings: Warning[] = warningsOf(before, target, new Map(), limits)
  if (wasChangedSince(row, before)) warnings.push({ what: 'changed_since' })
  const { id: productId = null } =
    (await deps.db.product.findFirst({ where: { storeId: store.id, foreignId: row.foreignId } })) ?? {}
  const plan = { productId, before, target, changes: [], warnings, undoesId: id }
  const { items } = await writePlans(store, [plan], deps)
  return items[0] as PublicationView
}

/** Whether undoing takes back more than what the publication did. What was added or taken off since stays as it is. */
function wasChangedSince(row: Publication, now: ProductState): boolean {
  const { start, steps, brought } = progressOf(row)
  const changes = findConflicts(afterSteps(start, steps, brought), now)
  return changes.some(({ what }) => what === 'order' || what === 'alt' || what === 'variant')
}

/**
 * Undoes a publication without showing the plan first. Where that would overwrite what the store's people changed since,
 * nothing is done: the plan waits, to be looked at and applied.
 * @throws DomainError `store_changed` then, with the plan's id; else as `planUndo`
 */
export async function undoPublication(
  actor: Actor,
  input: { id: string },
  deps: PlanDeps & Pick<Deps, 'queue'>,
): Promise<PublicationView> {
  const { id, warnings } = await planUndo(actor, input, deps)
  if (warnings.some(({ code }) => code === 'changed_since'))
    throw new DomainError(
      'store_changed',
      `The product was changed in the store since: its order, a text, or what a variant shows. Undoing would overwrite that, so nothing was done. Look at the plan ${id}, and apply it if that is what you want.`,
      { publicationId: id },
    )
  const { items } = await approvePublications(actor, { ids: [id] }, deps)
  return items[0] as PublicationView
}
