import { receiptPage } from '@studio/core/deletions'
import type { Id } from '@studio/core/kernel'
import type { Deps } from '../kernel/index.ts'
import { makeLinkSecret } from '../keys/index.ts'

/** The page of a deletion's receipt, with the secret that opens it. It is made again each time, and stored nowhere. */
export function receiptPageOf(deletionId: Id<'deletion'>, { keys }: Pick<Deps, 'keys'>): string {
  return receiptPage(deletionId, makeLinkSecret('deletion-receipt', deletionId, keys.credentials))
}
