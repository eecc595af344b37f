import { DomainError } from '@studio/core/kernel'

/**
 * One sentence for every address that is not public, resolved or not: it must not tell which names and machines
 * exist in the network the studio runs in.
 */
const NOT_PUBLIC = 'This address cannot be used. It has to lead to a server on the public internet.'

/** The address itself is not allowed; `sentence` says what is wrong with it when that reveals nothing. */
export function addressRefused(sentence = NOT_PUBLIC): DomainError {
  return new DomainError('address_refused', sentence)
}

/** The address is allowed, but nothing usable came back. `cause` is for the log. */
export function addressUnreachable(sentence: string, cause?: unknown): DomainError {
  const error = new DomainError('address_unreachable', sentence)
  error.cause = cause
  return error
}

/** The answer is larger than the caller takes. */
export function answerTooLarge(maxBytes: number): DomainError {
  const megabytes = Number((maxBytes / 1_000_000).toPrecision(2))
  return new DomainError('file_too_large', `What this address sends is larger than ${megabytes} MB.`, {
    maxBytes,
  })
}

/** OpenSSL's and Node's names for a certificate that does not hold. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS_|ERR_SSL_/

/** Translates what the network did. Errors of our own, and of a caller who gave up, pass as they are. */
export function toAddressError(error: unknown, { signal, timeout }: RequestSignals): unknown {
  if (error instanceof DomainError) return error
  if (signal?.aborted) return signal.reason
  if (timeout.aborted) return addressUnreachable('This address does not answer in time.', error)
  const { code = '' } = error as { code?: string }
  // A header that cannot be sent is the caller's defect.
  if (code === 'UND_ERR_INVALID_ARG') return error
  if (CERTIFICATE.test(code)) {
    return addressUnreachable('The certificate of this address is not valid for it.', error)
  }
  return addressUnreachable('This address does not answer, or breaks off in the middle.', error)
}

/** What can end a request early: its time limit, and the caller. */
export type RequestSignals = { signal: AbortSignal | undefined; timeout: AbortSignal }
