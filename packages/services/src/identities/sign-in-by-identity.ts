import { DomainError, type Id, newId } from '@studio/core/kernel'
import { inTransaction, isUniqueViolation, type Transaction } from '@studio/db'
import type { ExternalIdentity } from '@studio/integrations/identity'
import {
  createAccount,
  noteSignIn,
  refuseReservedEmail,
  type StartedSession,
  startSession,
  type Visitor,
} from '../accounts/index.ts'
import type { Deps } from '../kernel/index.ts'

/** What signing in needs, and an account that is made for it. */
type SignInDeps = Pick<Deps, 'db' | 'clock' | 'publicUrl' | 'hasInsecureCookie'>

/**
 * Signs in whoever the provider says came: to the account that they are linked to, or to a new one for a verified
 * e-mail that no account has. An account with that e-mail is never opened by it; see docs/adr/0018.
 * @throws DomainError `sign_in_refused`, `email_taken`
 */
export async function signInByIdentity(
  identity: ExternalIdentity,
  visitor: Visitor,
  deps: SignInDeps,
): Promise<StartedSession> {
  const { issuer, subject } = identity
  const where = { issuer_subject: { issuer, subject } }
  const known = await deps.db.identity.findUnique({ where })
  const accountId = known ? (known.accountId as Id<'account'>) : await openAccount(identity, deps)
  return inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    // It may be unlinked, or its account closed, at this moment: then no session begins.
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM identity i JOIN account a ON a.id = i.account_id
      WHERE i.issuer = ${issuer} AND i.subject = ${subject} AND a.id = ${accountId} AND a.closed_at IS NULL
      FOR SHARE`
    if (rows.length === 0) throw refused('This no longer opens an account here.')
    await tx.identity.update({ where, data: { lastUsedAt: now } })
    await noteSignIn({ accountId, method: issuer, isSucceeded: true }, visitor, { ...deps, db: tx })
    return startSession(accountId, visitor, { ...deps, db: tx })
  })
}

async function openAccount(
  { issuer, subject, email, isEmailVerified, name }: ExternalIdentity,
  deps: SignInDeps,
): Promise<Id<'account'>> {
  if (!email || !isEmailVerified) {
    throw refused(
      'Your account there has no confirmed e-mail. Confirm it there, or sign up with an e-mail here.',
    )
  }
  refuseReservedEmail(email)
  const account = { email, name, password: null, isEmailVerified: true }
  try {
    return await createAccount(account, deps, (tx, accountId) =>
      writeIdentity(tx, { accountId, issuer, subject, email }, deps),
    )
  } catch (error) {
    if (isUniqueViolation(error) || (error instanceof DomainError && error.code === 'email_taken')) {
      throw new DomainError(
        'email_taken',
        'There is already an account with this e-mail. Sign in with its password, then link the two in the settings under Security.',
      )
    }
    throw error
  }
}

/** Writes down that an external account opens an account. */
export async function writeIdentity(
  tx: Transaction,
  identity: { accountId: string; issuer: string; subject: string; email: string },
  { clock }: Pick<Deps, 'clock'>,
): Promise<Id<'identity'>> {
  const now = clock.now()
  const id = newId('identity', now)
  await tx.identity.create({ data: { id, ...identity, createdAt: now, lastUsedAt: now } })
  return id
}

function refused(sentence: string): DomainError {
  return new DomainError('sign_in_refused', sentence)
}
