import { createHash } from 'node:crypto'
import { DomainError } from '@studio/core/kernel'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Deps } from '../kernel/index.ts'

/**
 * How many attempts are allowed in how many seconds: to sign in, failed ones against one e-mail and all from one
 * address; mails that strangers can have sent; calls that come in a provider's name about one output; of an account,
 * more quotes, uploads, analyses, archives, connected stores and opened screens than a busy person asks for.
 */
const LIMITS = {
  perEmail: { points: 8, duration: 15 * 60 },
  perAddress: { points: 60, duration: 15 * 60 },
  mailsPerEmail: { points: 5, duration: 60 * 60 },
  mailsPerAddress: { points: 30, duration: 60 * 60 },
  quotesPerAccount: { points: 120, duration: 60 },
  uploadsPerAccount: { points: 300, duration: 10 * 60 },
  analysesPerAccount: { points: 60, duration: 60 * 60 },
  featuresPerAccount: { points: 300, duration: 60 * 60 },
  exportsPerAccount: { points: 20, duration: 24 * 60 * 60 },
  callbacksPerOutput: { points: 20, duration: 10 * 60 },
  connectionsPerAccount: { points: 30, duration: 10 * 60 },
  downloadsPerAccount: { points: 60, duration: 10 * 60 },
} as const

/** What is counted. */
export type AttemptScope = keyof typeof LIMITS

/**
 * Counts one attempt in the database that all API processes share. What is counted is stored only as a hash.
 * @throws DomainError `rate_limited` with `retryAfterSeconds` once there were too many
 */
export async function countAttempt(
  scope: AttemptScope,
  subject: string,
  deps: Pick<Deps, 'attempts'>,
): Promise<void> {
  try {
    await limiter(scope, deps).consume(keyOf(subject))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.ceil(refusal.msBeforeNext / 1000)
    const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60))
    throw new DomainError(
      'rate_limited',
      `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
      { retryAfterSeconds },
    )
  }
}

/** Forgets the attempts that were counted, after one succeeded. */
export async function forgetAttempts(
  scope: AttemptScope,
  subject: string,
  deps: Pick<Deps, 'attempts'>,
): Promise<void> {
  await limiter(scope, deps).delete(keyOf(subject))
}

function limiter(scope: AttemptScope, { attempts }: Pick<Deps, 'attempts'>) {
  return new RateLimiterPostgres({
    storeClient: attempts.pool,
    storeType: 'pool',
    tableName: attempts.tableName,
    tableCreated: true,
    keyPrefix: scope,
    clearExpiredByTimeout: false,
    ...LIMITS[scope],
  })
}

function keyOf(subject: string): string {
  return createHash('sha256').update(subject).digest('hex')
}
