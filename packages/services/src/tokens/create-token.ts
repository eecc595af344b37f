import { DomainError, type Id, notFound } from '@studio/core/kernel'
import { findPlan, PLANS, type PlanId } from '@studio/core/plans'
import type { CreateTokenInput, NewTokenView } from '@studio/core/tokens'
import { inTransaction, recordEvent, type Transaction } from '@studio/db'
import { type Actor, type Deps, requireOperator, requirePerson } from '../kernel/index.ts'
import { viewToken } from './view-token.ts'
import { writeToken } from './write-token.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * Makes a token of the person who asks; no token makes another. The answer shows its raw value, once.
 * @throws DomainError `plan_limit` when as many work already as the plan allows
 */
export async function createToken(
  actor: Actor,
  input: CreateTokenInput,
  deps: Pick<Deps, 'db' | 'clock' | 'keys'>,
): Promise<NewTokenView> {
  return create(requirePerson(actor), input, deps)
}

/** As `createToken`, for the operator's command line. @throws DomainError `not_found` for an e-mail without an account */
export async function createTokenAsOperator(
  actor: Actor,
  { email, ...input }: CreateTokenInput & { email: string },
  deps: Pick<Deps, 'db' | 'clock' | 'keys'>,
): Promise<NewTokenView> {
  requireOperator(actor)
  const account = await deps.db.account.findFirst({ where: { email, closedAt: null } })
  if (!account) throw notFound('account')
  return create(account.id as Id<'account'>, input, deps)
}

async function create(
  accountId: Id<'account'>,
  { name, kind, scopes, expiresInDays }: CreateTokenInput,
  deps: Pick<Deps, 'db' | 'clock' | 'keys'>,
): Promise<NewTokenView> {
  return inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    await requireRoom(tx, accountId, now)
    const expiresAt = expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * DAY_MS)
    const { row, token } = await writeToken(tx, { accountId, name, kind, scopes, expiresAt, now }, deps)
    await recordEvent(tx, { accountId, type: 'token.created', subjectId: row.id, now })
    return { ...viewToken(row), token }
  })
}

/** Two who ask at once wait for each other here, so that both count. A rotated token is counted no more. */
async function requireRoom(tx: Transaction, accountId: string, now: Date): Promise<void> {
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`
  const subscription = await tx.subscription.findUnique({ where: { accountId } })
  const plan = subscription ? findPlan(subscription.planId as PlanId, subscription.planVersion) : PLANS.free
  const works = { revokedAt: null, rotatedTo: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }
  const count = await tx.token.count({ where: { accountId, ...works } })
  if (count < plan.limits.tokens) return
  throw new DomainError(
    'plan_limit',
    `The plan ${plan.name} includes ${plan.limits.tokens === 1 ? 'one token' : `${plan.limits.tokens} tokens`}. Revoke one that is no longer needed, or choose a larger plan.`,
    { limit: plan.limits.tokens },
  )
}
