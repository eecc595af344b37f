import { DomainError } from '@studio/core/kernel'

/** There is no object under this key. Doors answer it as `not_found`. */
export class ObjectMissing extends DomainError {
  readonly key: string

  constructor(key: string) {
    super('not_found', 'There is no such file, or it was deleted.')
    this.key = key
  }
}

/**
 * The storage did not do its work: unreachable, overloaded, full, or it refuses our credentials or bucket.
 * Nothing was changed for readers; trying again later is right. `operation` and `cause` are for the log.
 */
export class ObjectStoreUnavailable extends DomainError {
  readonly operation: string

  constructor(operation: string, cause: unknown) {
    super(
      'storage_unavailable',
      'File storage does not answer just now. Nothing was lost; try again in a minute.',
      {
        retryAfterSeconds: 60,
      },
    )
    this.operation = operation
    this.cause = cause
  }
}

/** The caller asked for something no object store can do: a malformed key, a wrong length. A defect, not bad luck. */
export class ObjectRefused extends Error {
  override readonly name = 'ObjectRefused'
}
