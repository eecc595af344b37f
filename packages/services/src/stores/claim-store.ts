import { createHash, randomBytes } from 'node:crypto'
import { type Id, notFound } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import { type ShopifyCredentials, type StoreView, storeCredentialsSchema } from '@studio/core/stores'
import { inTransaction, type StoreVisit } from '@studio/db'
import { openCredential, placeIn, SEALED_COLUMNS, sealCredential } from '../credentials/index.ts'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { askStore, type ConnectDeps, letIn } from './let-in.ts'

/** Long enough to sign in or up; what the store let us in with goes when it is over. */
const CLAIM_LASTS_MS = 15 * 60_000

const SECRET_BYTES = 32

/**
 * A person of a shop's staff at the page inside Shopify's admin. `connected`: there is nothing to do but to open the
 * studio. `waiting`: the shop let us in, and whoever has `claim` and an account can connect it.
 */
export type Guest = { shop: string } & ({ state: 'connected' } | { state: 'waiting'; claim: string })

/**
 * Takes what a shop lets us in with when somebody of its staff opens the page inside Shopify's admin, unless it is
 * connected: then a job looks whether it still lets us in. No account is touched: the shop waits for the browser that claims it. Null for a token that is not right in
 * all points.
 * @throws DomainError as `askStore`
 */
export async function welcomeGuest(
  _actor: Actor,
  { sessionToken }: { sessionToken: string },
  deps: ConnectDeps,
): Promise<Guest | null> {
  const { db, clock, queue, shopifyApp } = deps
  const visitor = await shopifyApp?.readVisitor(sessionToken, clock.now())
  if (!shopifyApp || !visitor) return null
  const { shop } = visitor
  const known = await db.store.findFirst({ where: { platform: 'shopify', shop, status: 'connected' } })
  if (known) {
    // The app may have been taken off and installed again, and nobody has told us: what it let us in with is looked at.
    const payload = { storeId: known.id as Id<'store'> }
    await inTransaction(db, (tx) => queue.enqueue(tx, 'store.check', payload, { unlessPending: true }))
    return { shop, state: 'connected' }
  }
  const { scopes: _, ...credentials } = await askStore(
    (signal) => shopifyApp.getTokens(shop, { by: 'session', sessionToken }, null, signal),
    deps,
  )
  return { shop, state: 'waiting', claim: await keepClaim(shop, credentials, deps) }
}

/**
 * The shop that waits for a claim, so that a person can see what they are about to connect.
 * @throws DomainError `not_found` for a claim that was used, has expired, or never was
 */
export async function readClaim(
  actor: Actor,
  { claim }: { claim: string },
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<{ shop: string; expiresAt: string }> {
  requirePerson(actor)
  const { shop, expiresAt } = await findClaim(claim, deps)
  return { shop, expiresAt: expiresAt.toISOString() }
}

/**
 * Connects the shop that waits to the account that asks. What is refused, because the plan has no room for instance, can
 * be asked again while the claim lasts.
 * @throws DomainError `not_found` as `readClaim`; and as `letIn`
 */
export async function claimStore(
  actor: Actor,
  { claim }: { claim: string },
  deps: ConnectDeps,
): Promise<StoreView> {
  const accountId = requirePerson(actor)
  const row = await findClaim(claim, deps)
  const place = placeIn(SEALED_COLUMNS.storeClaim, { id: row.id, accountId: row.shop })
  const sealed = row.credentialsSealed ?? ''
  const opened = openCredential(sealed, place, deps.keys.credentials)
  const credentials = storeCredentialsSchema.parse(JSON.parse(opened))
  const store = await letIn(accountId, { platform: 'shopify', shop: row.shop, credentials }, deps)
  await deps.db.storeVisit.deleteMany({ where: { id: row.id } })
  return store
}

/** A shop has one claim: what it let us in with before may be worth nothing any more. */
async function keepClaim(
  shop: string,
  credentials: ShopifyCredentials,
  { db, clock, keys }: Pick<Deps, 'db' | 'clock' | 'keys'>,
): Promise<string> {
  const claim = randomBytes(SECRET_BYTES).toString('base64url')
  const id = fingerprint(claim)
  const place = placeIn(SEALED_COLUMNS.storeClaim, { id, accountId: shop })
  const credentialsSealed = sealCredential(JSON.stringify(credentials), place, keys.credentials)
  const createdAt = clock.now()
  const expiresAt = new Date(createdAt.getTime() + CLAIM_LASTS_MS)
  const row = { id, platform: 'shopify', shop, credentialsSealed, createdAt, expiresAt } as const
  await db.$transaction([
    db.storeVisit.deleteMany({ where: { platform: 'shopify', shop, accountId: null } }),
    db.storeVisit.create({ data: row }),
  ])
  return claim
}

async function findClaim(claim: string, { db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<StoreVisit> {
  const where = { id: fingerprint(claim), accountId: null, ...notPast('storeVisit', clock.now()) }
  const row = await db.storeVisit.findFirst({ where })
  if (!row?.credentialsSealed) throw notFound('store that waits to be connected')
  return row
}

function fingerprint(claim: string): string {
  return createHash('sha256').update(claim).digest('hex')
}
