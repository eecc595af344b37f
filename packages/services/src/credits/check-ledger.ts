import type { Prisma } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import type { CheckedInvariant } from './ledger-rule.ts'
import { LEDGER_RULES } from './ledger-rules.ts'

/** One place where the ledger contradicts itself: the invariant, the rule that noticed, and what it saw. */
export type LedgerOffence = {
  invariant: CheckedInvariant
  rule: string
  /** Null for what belongs to no account, such as a guard that is off. */
  accountId: string | null
  /** The id of the row that is wrong. */
  subjectId: string
  /** What the row says and what it ought to say. */
  message: string
}

/** How many offences of one rule are named. */
const MAX_PER_RULE = 100

/** A whole ledger may be long; checking it may take this long. */
const TIMEOUT_MS = 10 * 60_000

/**
 * Checks the whole ledger against its invariants, at one snapshot of the database: it may run while credits
 * move. An empty answer means that everything adds up. Names at most 100 offences of each rule.
 */
export function checkLedger({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<LedgerOffence[]> {
  const check = (tx: Prisma.TransactionClient) => findOffences(tx, clock.now())
  return db.$transaction(check, { isolationLevel: 'RepeatableRead', timeout: TIMEOUT_MS })
}

/** What `checkLedger` finds, as one transaction sees it. */
export async function findOffences(tx: Prisma.TransactionClient, now: Date): Promise<LedgerOffence[]> {
  const offences: LedgerOffence[] = []
  for (const { invariant, rule, query } of LEDGER_RULES) {
    const about = typeof query === 'function' ? query(now) : query
    const found = await tx.$queryRaw<Omit<LedgerOffence, 'invariant' | 'rule'>[]>`
      ${about} ORDER BY 1, 2 LIMIT ${MAX_PER_RULE}`
    offences.push(...found.map((offence) => ({ invariant, rule, ...offence })))
  }
  return offences
}
