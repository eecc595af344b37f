import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { DomainError, type Id } from '@studio/core/kernel'
import { retentionCutoff } from '@studio/core/retention'
import { openCredential, type Place, sealCredential } from '../credentials/index.ts'
import type { Deps } from '../kernel/index.ts'

/** An answer of the public API: what is sent, byte for byte. Headers in lower case. */
export type Answer = { status: number; headers: Record<string, string>; body: string | null }

/** A request that must not take effect twice: whose it is, its key, and a fingerprint of all that it asks for. */
export type OnceOnly = { accountId: Id<'account'>; key: string; requestHash: string }

/** How long one process may work on a request before another one may take it over, in milliseconds. */
const LEASE_MS = 60_000
/** How long somebody who repeats a request waits for its answer, in milliseconds. */
const WAIT_MS = 5_000
/** How often they look, in milliseconds. */
const LOOK_MS = 100

/**
 * Answers a request under its idempotency key: worked on once, answered the same for a day. Whoever repeats it
 * meanwhile waits a little for that answer. When the process that worked on it died, whoever comes after its
 * lease works on it again; `perform` must make sure by itself that half of an effect is not done twice. An answer
 * of 500 and above is not kept: the request may be repeated.
 * @throws DomainError `key_reused` for another request under the same key; `request_in_progress`
 */
export async function answerOnce(
  request: OnceOnly,
  perform: () => Promise<Answer>,
  deps: Pick<Deps, 'db' | 'clock' | 'keys'>,
): Promise<Answer> {
  const waitedFrom = performance.now()
  for (;;) {
    const lease = await takeLease(request, deps)
    if (lease) return performUnder(lease, request, perform, deps)
    const stored = await readAnswer(request, deps)
    if (stored) return stored
    if (performance.now() - waitedFrom > WAIT_MS) {
      throw new DomainError(
        'request_in_progress',
        'A request with this idempotency key is still being worked on. Ask again in a few seconds.',
        { retryAfterSeconds: 2 },
      )
    }
    await pause(LOOK_MS)
  }
}

/** Where an answer is sealed for: its own row. Keys may be any text, so their hash stands for them. */
function placeOf({ accountId, key }: Pick<OnceOnly, 'accountId' | 'key'>): Place {
  const rowId = createHash('sha256').update(key).digest('hex')
  return { accountId, table: 'stored_answer', column: 'body', rowId }
}

/** Takes the right to work on a request: when it is new, past its time, or left behind by a process that died. */
async function takeLease(
  { accountId, key, requestHash }: OnceOnly,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<Date | null> {
  const now = clock.now()
  const lease = new Date(now.getTime() + LEASE_MS)
  const taken = await db.$executeRaw`
    INSERT INTO stored_answer AS s (account_id, key, request_hash, leased_until, created_at)
    VALUES (${accountId}, ${key}, ${requestHash}, ${lease}, ${now})
    ON CONFLICT (account_id, key) DO UPDATE
    SET request_hash = excluded.request_hash, leased_until = excluded.leased_until,
        created_at = excluded.created_at, status = NULL, headers = '{}', body = NULL
    WHERE s.created_at <= ${retentionCutoff('storedAnswer', now)}
       OR (s.status IS NULL AND s.leased_until <= ${now} AND s.request_hash = excluded.request_hash)`
  return taken === 1 ? lease : null
}

async function readAnswer(
  { accountId, key, requestHash }: OnceOnly,
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
): Promise<Answer | null> {
  const row = await db.storedAnswer.findUnique({ where: { accountId_key: { accountId, key } } })
  // It failed and was given up a moment ago: the next look may take it.
  if (!row) return null
  if (row.requestHash !== requestHash) {
    throw new DomainError(
      'key_reused',
      'This idempotency key was already used for another request. Use a new key for a new request.',
    )
  }
  if (row.status === null) return null
  const sealed = row.body as string | null
  return {
    status: row.status,
    headers: row.headers as Record<string, string>,
    body: sealed && openCredential(sealed, placeOf({ accountId, key }), keys.credentials),
  }
}

async function performUnder(
  lease: Date,
  { accountId, key }: OnceOnly,
  perform: () => Promise<Answer>,
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
): Promise<Answer> {
  const mine = { accountId, key, leasedUntil: lease, status: null }
  try {
    const answer = await perform()
    const { status, headers, body } = answer
    if (status >= 500) await db.storedAnswer.deleteMany({ where: mine })
    else {
      // Some answers show a secret, once. Sealed as the text that was sent, so that it is the same to the byte.
      const sealed = body && sealCredential(body, placeOf({ accountId, key }), keys.credentials)
      await db.storedAnswer.updateMany({
        where: mine,
        data: { status, headers, ...(sealed !== null && { body: sealed }) },
      })
    }
    return answer
  } catch (error) {
    await db.storedAnswer.deleteMany({ where: mine })
    throw error
  }
}
