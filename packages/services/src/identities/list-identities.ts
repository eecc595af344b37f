import type { IdentityView, SignInProviderView } from '@studio/core/accounts'
import type { Id } from '@studio/core/kernel'
import { nameProvider } from '../accounts/index.ts'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'

/** Lists the external accounts that open the account that asks, oldest first. */
export async function listIdentities(
  actor: Actor,
  { db, identityProvider }: Pick<Deps, 'db' | 'identityProvider'>,
): Promise<IdentityView[]> {
  const accountId = requirePerson(actor)
  const rows = await db.identity.findMany({ where: { accountId }, orderBy: { id: 'asc' } })
  return rows.map(({ id, issuer, email, createdAt, lastUsedAt }) => ({
    id: id as Id<'identity'>,
    provider: nameProvider(issuer, { identityProvider }),
    email,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
  }))
}

/** The external provider that people can sign in with; none is an empty list. */
export function listProviders(
  _actor: Actor,
  { identityProvider }: Pick<Deps, 'identityProvider'>,
): SignInProviderView[] {
  return identityProvider ? [{ name: identityProvider.name }] : []
}
