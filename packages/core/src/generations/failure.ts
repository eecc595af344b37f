/**
 * What can go wrong with one output, whoever the provider is.
 * - `retry`: `later` after a pause, `once` more at the most, or `never`.
 * - `words`: what the person reads, after "You were not charged: ". `{provider}` is filled in.
 */
export const FAILURES = {
  blocked_prompt: {
    retry: 'never',
    words: '{provider} declined the photo or the wording (safety). Change one of them and try again.',
  },
  blocked_output: {
    retry: 'once',
    words: '{provider} declined the picture (safety). Another wording may help.',
  },
  blocked_recitation: {
    retry: 'once',
    words: '{provider} held the picture back because it was too close to an existing work.',
  },
  no_image: {
    retry: 'once',
    words: '{provider} answered without a picture. Try again, or say more about the scene.',
  },
  bad_image: { retry: 'once', words: '{provider} sent a damaged picture. Try again.' },
  bad_answer: { retry: 'once', words: '{provider} sent an answer that cannot be used. Try again.' },
  overloaded: { retry: 'later', words: '{provider} is overloaded. Try again in a few minutes.' },
  rate_limited: {
    retry: 'later',
    words: '{provider} is busy with our other requests. Try again in a few minutes.',
  },
  quota_exhausted: {
    retry: 'never',
    words: 'Our quota at {provider} is used up for now. Try again tomorrow, or tell the operator.',
  },
  timed_out: { retry: 'once', words: '{provider} took too long. Try again.' },
  unreachable: { retry: 'later', words: '{provider} could not be reached. Try again in a few minutes.' },
  model_gone: { retry: 'never', words: '{provider} no longer serves this model. Choose another one.' },
  refused_request: {
    retry: 'never',
    words: '{provider} did not accept the request. Try other options or photos.',
  },
  not_configured: {
    retry: 'never',
    words: '{provider} does not accept this installation’s key or billing. Tell the operator.',
  },
  cut_out_unsure: {
    retry: 'never',
    words:
      'The product could not be told from its background in this photo. Use a photo on a plainer ground, or have the shot made by an AI model.',
  },
  no_product: {
    retry: 'never',
    words: 'There is no product to be seen in this photo. Use another one.',
  },
  source_gone: { retry: 'never', words: 'A source photo was deleted before the picture was made.' },
  source_unreadable: {
    retry: 'never',
    words: 'A source photo is damaged and cannot be read. Upload it again and start anew.',
  },
  storage_unavailable: {
    retry: 'later',
    words: 'Our file storage did not answer. Try again in a few minutes.',
  },
  internal: { retry: 'once', words: 'Something went wrong on our side.' },
} as const satisfies Record<string, { retry: 'later' | 'once' | 'never'; words: string }>

/** What can go wrong with one output. */
export type FailureCode = keyof typeof FAILURES

/** How often an output is tried before a passing failure counts as final. */
export const MAX_ATTEMPTS = 5

/** The longest wait, asked for by a provider, that credits stay held for; beyond it the output fails at once. */
const MAX_RETRY_AFTER_MS = 10 * 60_000

/**
 * A failure as it happened; `retryAfterMs` is the provider's own wish, if it named one. `isFinal` when another try
 * would only take as long again.
 */
export type Failure = { code: FailureCode; retryAfterMs?: number; isFinal?: boolean }

/** What to do after a failed attempt. */
export type AfterFailure = { action: 'retry'; delayMs: number } | { action: 'fail' }

/**
 * Decides whether a failed output is tried again. `attempt` counts the tries from 1, without the times that somebody
 * only looked whether the provider had finished; `jitter` is between 0 and 1 and
 * spreads retries of many outputs, so that they do not return all at once.
 */
export function decideAfterFailure(failure: Failure, attempt: number, jitter: number): AfterFailure {
  const { retry } = FAILURES[failure.code]
  const allowedAttempts = retry === 'later' ? MAX_ATTEMPTS : retry === 'once' ? 2 : 1
  const isTooLate = (failure.retryAfterMs ?? 0) > MAX_RETRY_AFTER_MS
  if (attempt >= allowedAttempts || isTooLate || failure.isFinal) return { action: 'fail' }
  const backOffMs = retry === 'later' ? 2 ** attempt * 1000 : 500
  const delayMs = Math.max(backOffMs, failure.retryAfterMs ?? 0) * (1 + jitter * 0.25)
  return { action: 'retry', delayMs: Math.round(delayMs) }
}

/** The sentence for the person: why there is no picture. */
export function failureWords(code: FailureCode, providerName: string): string {
  return FAILURES[code].words.replaceAll('{provider}', providerName)
}
