import { DomainError } from '@studio/core/kernel'
import type { Store } from '@studio/db'

/** Lets only a connected store pass. @throws DomainError `store_locked_out` */
export function requireConnected<Row extends Pick<Store, 'status'>>(store: Row): Row {
  if (store.status === 'connected') return store
  const sentence =
    store.status === 'disconnected'
      ? 'This store is disconnected. Connect it again to go on.'
      : 'The store no longer lets Studio Pro in. Connect it again to go on.'
  throw new DomainError('store_locked_out', sentence)
}
