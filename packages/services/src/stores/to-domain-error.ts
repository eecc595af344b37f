import { DomainError, type ErrorCode } from '@studio/core/kernel'
import { PUBLICATION_FAILURES } from '@studio/core/publications'
import { STORE_PROBLEMS, type StoreFailureCode } from '@studio/core/stores'
import type { StoreFailure } from '@studio/integrations/store-connector'

const BY_CODE: Record<StoreFailureCode, [ErrorCode, string]> = {
  access_revoked: [
    'store_locked_out',
    'The store does not let Studio Pro in: what it was given was refused. Connect it again, or check what you entered.',
  ],
  scope_missing: ['store_locked_out', PUBLICATION_FAILURES.scope_missing],
  throttled: ['store_unreachable', 'The store asks us to wait. Try again in a minute.'],
  unreachable: ['store_unreachable', 'The store does not answer now. Try again later.'],
  busy: ['store_unreachable', 'The store is still busy with it. Try again in a minute.'],
  not_a_store: [
    'store_refused',
    'What answers at this address is not a store of this kind. Check the address.',
  ],
  product_gone: ['store_changed', PUBLICATION_FAILURES.product_gone],
  media_gone: ['store_changed', 'The picture is no longer in the store.'],
  media_limit: ['store_refused', PUBLICATION_FAILURES.media_limit],
  media_refused: ['store_refused', PUBLICATION_FAILURES.media_refused],
  alt_too_long: ['store_refused', PUBLICATION_FAILURES.alt_too_long],
  too_large: ['store_refused', STORE_PROBLEMS.too_large],
  garbled: ['store_refused', STORE_PROBLEMS.garbled],
  refused: [
    'store_refused',
    'The store refused it, perhaps because its plan has ended or it is being moved.',
  ],
}

/** What a person is told of a store's failure: what happened and what to do. The diagnosis stays in the log. */
export function toDomainError({ code, retryAfterMs }: StoreFailure): DomainError {
  const [error, sentence] = BY_CODE[code]
  const retry = retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) }
  return new DomainError(error, sentence, { problem: code, ...retry })
}
