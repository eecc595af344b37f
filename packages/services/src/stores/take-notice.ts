import type { Id } from '@studio/core/kernel'
import { foreignIdSchema } from '@studio/core/stores'
import { inTransaction, type Store } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/** What a store's platform tells us, once its signature was found right. `id` is the same however often it is sent. */
export type Notice = { id: string; topic: string; about: NoticeSubject }

/** What it is about: a product that changed or went, the store's own consent, or that all of the store is to go. */
export type NoticeSubject =
  | { what: 'product'; foreignId: string }
  | { what: 'consent' }
  | { what: 'redaction' }
  | { what: 'nothing' }

/**
 * Takes a notice, once: what there is to do is a job's, in the transaction that remembers the notice. What it says is not
 * believed; it is a reason to look.
 */
export async function takeNotice(
  store: Store,
  { id, topic, about }: Notice,
  { db, clock, queue }: Pick<Deps, 'db' | 'clock' | 'queue'>,
): Promise<void> {
  if (about.what === 'nothing') return
  const storeId = store.id as Id<'store'>
  await inTransaction(db, async (tx) => {
    const data = { id, topic, createdAt: clock.now() }
    const { count } = await tx.storeNotice.createMany({ data, skipDuplicates: true })
    if (count === 0) return
    if (store.status === 'disconnected') return
    if (about.what === 'product') {
      const payload = { storeId, foreignId: about.foreignId }
      // One that runs may have read the product before it changed.
      await queue.enqueue(tx, 'product.refresh', payload, { unlessWaiting: true })
    } else if (about.what === 'consent')
      await queue.enqueue(tx, 'store.check', { storeId }, { unlessWaiting: true })
    else await queue.enqueue(tx, 'store.redact', { storeId }, { unlessPending: true })
  })
}

/** A product that a notice names; one whose id is none is about nothing. */
export function aboutProduct(foreignId: unknown): NoticeSubject {
  const read = foreignIdSchema.safeParse(foreignId)
  return read.success ? { what: 'product', foreignId: read.data } : { what: 'nothing' }
}
