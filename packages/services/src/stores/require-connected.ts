import { DomainError } from '@studio/core/kernel'
import type { Store } from '@studio/db'

/** A store's row as far as this needs it. */
type Row = Pick<Store, 'status'> & Partial<Pick<Store, 'leavingSince'>>

/** Lets only a store pass that is connected and not being left. @throws DomainError `store_locked_out` */
export function requireConnected<Given extends Row>(store: Given): Given {
  const sentence = sentenceFor(store)
  if (sentence === null) return store
  throw new DomainError('store_locked_out', sentence)
}

function sentenceFor({ status, leavingSince }: Row): string | null {
  if (status === 'disconnected') return 'This store is disconnected. Connect it again to go on.'
  if (leavingSince) return 'This store is being disconnected. Connect it again to go on.'
  return status === 'connected' ? null : 'The store no longer lets Studio Pro in. Connect it again to go on.'
}
