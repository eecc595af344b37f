import { FAILURES, type FailureCode } from '../generations/failure.ts'
import type { EntryKind } from './books.ts'

/** What an entry is called on a statement. */
const KIND_WORDS: Record<EntryKind, string> = {
  grant: 'Credits added',
  hold: 'Set aside',
  capture: 'Charged',
  release: 'Given back',
  refund: 'Refunded',
  expiry: 'Expired',
}

/** Reasons that are one word in the ledger and a sentence on the statement. */
const REASON_WORDS: Record<string, string> = {
  starting: 'to begin with',
  started: 'for a generation that was started',
  succeeded: 'for a picture that was made',
  cancelled: 'for a picture that was cancelled',
  'batch started': 'for a batch that was started',
  'batch cancelled': 'for what was cancelled of a batch',
  'batch stop_loss': 'for what was not begun of a batch, because too much of it failed',
  expired: 'what was left of a grant past its date',
  'hold expired': 'for work that never ended',
  operator: 'by the operator',
  plan: 'with your plan',
  'top-up': 'with a top-up pack',
  proration: 'for the rest of the month on a larger plan',
}

/**
 * An entry in plain words, such as "You were not charged: Gemini declined the picture (safety)". `providerName`
 * is known for entries about an output; without it the provider is not named.
 */
export function entryWords(kind: EntryKind, reason: string, providerName = 'The provider'): string {
  const failure = reason.startsWith('failed:')
    ? FAILURES[reason.slice('failed:'.length) as FailureCode]
    : undefined
  if (failure) {
    const sentence = failure.words.replaceAll('{provider}', providerName).split('. ')[0]?.replace(/\.$/, '')
    return `You were not charged: ${sentence}`
  }
  // What the studio itself refused, before any provider was asked.
  if (reason.startsWith('failed:')) return 'You were not charged: an item of a batch could not be begun'
  return [KIND_WORDS[kind], REASON_WORDS[reason] ?? reason].filter(Boolean).join(' ')
}
