import { DomainError } from '@studio/core/kernel'

const NOT_NOW = 'Mail cannot be sent just now. Try again in a minute.'
const REFUSED = 'The mail server did not accept this mail. Check that the address is spelled correctly.'

/**
 * The mail did not leave. `isRefused` tells what trying again cannot change, a recipient that does not exist,
 * from what may pass: a server that is down, slow, or does not let us in. `diagnosis` is for the log and holds
 * codes alone: a server's own words repeat the address.
 */
export class MailUnavailable extends DomainError {
  readonly isRefused: boolean
  readonly diagnosis: string

  constructor(diagnosis: string, { isRefused = false } = {}) {
    super('mail_unavailable', isRefused ? REFUSED : NOT_NOW, isRefused ? {} : { retryAfterSeconds: 60 })
    this.isRefused = isRefused
    this.diagnosis = diagnosis
  }
}

/** The caller asked for something that is no mail: two recipients, a line break in the subject. A defect. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
}
