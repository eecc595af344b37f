import { DomainError, type Id, newId } from '@studio/core/kernel'
import type { Change, PublicationView, Target, Warning } from '@studio/core/publications'
import type { ProductState, StoreLimits } from '@studio/core/stores'
import { inTransaction, recordEvents, type Store } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { holdStore, requireConnected } from '../stores/index.ts'
import { readPublications } from './find-publication.ts'
import { toJson } from './record.ts'

/** A plan for one product. */
export type Plan = {
  productId: string | null
  before: ProductState
  target: Target
  changes: readonly Change[]
  warnings: readonly Warning[]
  undoesId?: string
}

/**
 * Refuses a plan that the store would not take.
 * @throws DomainError `store_refused`
 */
export function refuseImpossible(
  { before, target }: Pick<Plan, 'before' | 'target'>,
  limits: StoreLimits,
): void {
  const { mediaPerProduct: most, altCharacters } = limits
  const count = target.media.length
  if (count > most && count > before.media.length) {
    throw new DomainError(
      'store_refused',
      `The store takes ${most} media for a product, and “${before.title}” would have ${count}. Replace some, or take some off.`,
    )
  }
  const longest = Math.max(0, ...target.media.map(({ alt }) => alt.length))
  if (longest > altCharacters) {
    throw new DomainError(
      'store_refused',
      `The store takes alternative texts of ${altCharacters} characters, and one has ${longest}. Shorten it.`,
    )
  }
}

/**
 * Writes down plans that were made together, and shows them.
 * @throws DomainError `store_locked_out` when the store was disconnected meanwhile
 */
export async function writePlans(
  store: Store,
  plans: readonly Plan[],
  deps: Pick<Deps, 'db' | 'clock'>,
  group?: string,
): Promise<{ groupId: Id<'publicationGroup'>; items: PublicationView[] }> {
  const { id: storeId, accountId } = store
  const now = deps.clock.now()
  const groupId = (group ?? newId('publicationGroup', now)) as Id<'publicationGroup'>
  const rows = plans.map(({ before, target, changes, warnings, productId, undoesId }) => ({
    ...{ id: newId('publication', now), accountId, storeId, productId, groupId },
    ...{ foreignId: before.foreignId, title: before.title, undoesId: undoesId ?? null, createdAt: now },
    ...{
      before: toJson(before),
      target: toJson(target),
      changes: toJson(changes),
      warnings: toJson(warnings),
    },
    status: 'planned' as const,
  }))
  const assets = rows.flatMap(({ id: publicationId }, index) =>
    assetsIn(plans[index]).map((assetId) => ({ publicationId, assetId, accountId })),
  )
  const items = await inTransaction(deps.db, async (tx) => {
    if (!(await holdStore(tx, store)))
      requireConnected((await tx.store.findUnique({ where: { id: storeId } })) ?? { status: 'disconnected' })
    await tx.publication.createMany({ data: rows })
    await tx.publicationAsset.createMany({ data: assets })
    const planned = rows.map(({ id: subjectId }) => ({
      ...{ accountId, type: 'publication.planned' as const, subjectId, now },
    }))
    await recordEvents(tx, planned)
    return readPublications(
      accountId,
      rows.map(({ id }) => id),
      { db: tx },
    )
  })
  return { groupId, items }
}

function assetsIn(plan: Plan | undefined): string[] {
  return (plan?.target.media ?? []).flatMap(({ ref }) => (ref.from === 'asset' ? [ref.assetId] : []))
}
