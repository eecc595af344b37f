import { type Snapshot, snapshotKey } from '@studio/core/publications'
import { inTransaction, type Prisma } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/**
 * Removes what snapshots of publications keep of deleted assets: copies of their pictures as a store had them. What is in
 * the store stays; undoing such a publication can only put back what the store still has. Safe to run twice.
 */
export async function forgetKeptCopies(
  assetIds: readonly string[],
  { db, store }: Pick<Deps, 'db' | 'store'>,
): Promise<void> {
  const isOurs = (kept: { assetId: string | null }) =>
    kept.assetId !== null && assetIds.includes(kept.assetId)
  const publications = await db.publication.findMany({
    where: { assets: { some: { assetId: { in: [...assetIds] } } } },
    select: { id: true, accountId: true, snapshot: true },
  })
  for (const publication of publications) {
    const snapshot = publication.snapshot as Snapshot | null
    const left = snapshot?.kept.filter((kept) => !isOurs(kept)) ?? []
    const keys = (snapshot?.kept ?? [])
      .filter(({ sha256 }) => !left.some((other) => other.sha256 === sha256))
      .map(({ sha256 }) => snapshotKey(publication, sha256))
    if (!snapshot || keys.length === 0) continue
    await store.delete(keys)
    const { id } = publication
    await inTransaction(db, (tx) =>
      tx.publication.updateMany({
        where: { id, snapshot: { not: null as never } },
        data: { snapshot: { ...snapshot, kept: left } as unknown as Prisma.InputJsonObject },
      }),
    )
  }
}
