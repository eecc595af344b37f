import { randomBytes } from 'node:crypto'
import { DomainError, type Id, newId } from '@studio/core/kernel'
import { findPlan, PLANS, type PlanId } from '@studio/core/plans'
import type { StoreCredentials, StorePlatform, StoreView } from '@studio/core/stores'
import {
  type Database,
  inTransaction,
  isUniqueViolation,
  recordEvent,
  type Store,
  type Transaction,
} from '@studio/db'
import { placeIn, SEALED_COLUMNS, sealCredential } from '../credentials/index.ts'
import type { Deps } from '../kernel/index.ts'
import { endStore } from './end-store.ts'
import { sealStoreCredentials } from './store-credentials.ts'
import { STORE_COUNTS, viewStore } from './view-store.ts'

/** A store that has let us in: who it is, what for, and with what. */
export type LetIn = {
  platform: StorePlatform
  shop: string
  name: string
  address: string
  scopes: readonly string[]
  credentials: StoreCredentials
}

const SECRET_BYTES = 32

/**
 * Writes down that a store let us in, and has its catalogue read. One that the account had connected before goes on where
 * it was: its history stays, what it let us in with is replaced, and what got stuck when it locked us out goes on.
 * @throws DomainError `store_taken` while another account has it; `plan_limit`; `already_ended` for an account that closes
 */
export async function saveStore(
  accountId: string,
  store: LetIn,
  deps: Pick<Deps, 'db' | 'clock' | 'keys' | 'queue'>,
): Promise<StoreView> {
  try {
    return await inTransaction(deps.db, (tx) => write(tx, accountId, store, deps))
  } catch (error) {
    // Somebody else connected it at this very moment.
    throw isUniqueViolation(error) ? taken() : error
  }
}

async function write(
  tx: Transaction,
  accountId: string,
  { credentials, platform, shop, name, address, scopes }: LetIn,
  deps: Pick<Deps, 'clock' | 'keys' | 'queue'>,
): Promise<StoreView> {
  await lockAccount(tx, accountId)
  const open = await takeOpen(tx, accountId, { platform, shop }, deps)
  if (!open) await requireRoom(tx, accountId)
  const latest = { orderBy: { id: 'desc' } } as const
  const known = open ?? (await tx.store.findFirst({ where: { accountId, platform, shop }, ...latest }))

  const now = deps.clock.now()
  const id = (known?.id ?? newId('store', now)) as Id<'store'>
  const row = {
    ...({
      name,
      address,
      status: 'connected',
      problem: null,
      disconnectedAt: null,
      leavingSince: null,
    } as const),
    ...{ scopes: [...scopes], credentialsLease: null },
    credentialsSealed: sealStoreCredentials(credentials, { id, accountId }, deps),
    webhookSecretSealed: known?.webhookSecretSealed ?? makeWebhookSecret(platform, { id, accountId }, deps),
  }
  const include = STORE_COUNTS
  const saved = known
    ? await tx.store.update({
        ...{ where: { id }, include },
        data: { ...row, credentialsVersion: { increment: 1 }, ...(!open && { mirrorStatus: 'waiting' }) },
      })
    : await tx.store.create({ data: { id, accountId, platform, shop, ...row, createdAt: now }, include })
  await recordEvent(tx, { accountId, type: 'store.connected', subjectId: id, now })
  await deps.queue.enqueue(tx, 'store.mirror', { storeId: id }, { unlessPending: true })
  // What was approved, or stopped half-way when the store locked us out; a job that is just ending for that does not see this.
  if (known) await deps.queue.enqueue(tx, 'store.publish', { storeId: id }, { unlessWaiting: true })
  return viewStore(saved, now)
}

/**
 * The row of the store, if the account has it connected or locked out. One of another account that the store lets in no
 * more makes room: whoever the store lets in now has it.
 */
async function takeOpen(
  tx: Transaction,
  accountId: string,
  { platform, shop }: Pick<LetIn, 'platform' | 'shop'>,
  { clock, queue }: Pick<Deps, 'clock' | 'queue'>,
): Promise<Store | null> {
  const where = { platform, shop, status: { not: 'disconnected' as const } }
  await tx.$queryRaw`
    SELECT FROM store
    WHERE platform = ${platform}::store_platform AND shop = ${shop} AND status <> 'disconnected' FOR UPDATE`
  const open = await tx.store.findFirst({ where })
  if (!open || open.accountId === accountId) return open
  if (open.status === 'connected') throw taken()
  await endStore(tx, open, { keepHistory: true, now: clock.now() }, { queue })
  return null
}

/** Two who connect at once wait for each other here, so that both count. */
async function lockAccount(tx: Transaction, accountId: string): Promise<void> {
  const open = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM account WHERE id = ${accountId} AND closed_at IS NULL FOR UPDATE`
  if (open.length === 0) throw new DomainError('already_ended', 'This account is being deleted.')
}

/**
 * Refuses a store for which the plan has no room before its platform is bothered. What is decided is decided by
 * `saveStore`; whether somebody else has the store is told only to whom it lets in.
 * @throws DomainError `plan_limit`
 */
export async function refuseWithoutRoom(
  accountId: string,
  { platform, shop }: Pick<LetIn, 'platform' | 'shop'>,
  { db }: Pick<Deps, 'db'>,
): Promise<void> {
  const where = { accountId, platform, shop, status: { not: 'disconnected' as const } }
  if (!(await db.store.findFirst({ where }))) await requireRoom(db, accountId)
}

async function requireRoom(tx: Transaction | Database, accountId: string): Promise<void> {
  const subscription = await tx.subscription.findUnique({ where: { accountId } })
  const plan = subscription ? findPlan(subscription.planId as PlanId, subscription.planVersion) : PLANS.free
  const limit = plan.limits.stores
  if ((await tx.store.count({ where: { accountId, status: { not: 'disconnected' } } })) < limit) return
  throw new DomainError(
    'plan_limit',
    `The plan ${plan.name} includes ${limit === 1 ? 'one store' : `${limit} stores`}. Disconnect one that is no longer needed, or choose a larger plan.`,
    { limit },
  )
}

/** Shopify signs what it sends with the app's own secret; WooCommerce with one that we give it. */
function makeWebhookSecret(
  platform: StorePlatform,
  store: { id: string; accountId: string },
  { keys }: Pick<Deps, 'keys'>,
): string | null {
  if (platform === 'shopify') return null
  const place = placeIn(SEALED_COLUMNS.storeWebhookSecret, store)
  return sealCredential(randomBytes(SECRET_BYTES).toString('base64url'), place, keys.credentials)
}

function taken(): DomainError {
  return new DomainError(
    'store_taken',
    'Another account has this store connected. Disconnect it there first, then connect it here.',
  )
}
