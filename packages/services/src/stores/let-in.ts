import { DomainError } from '@studio/core/kernel'
import type { StoreCredentials, StorePlatform, StoreView } from '@studio/core/stores'
import { StoreFailure } from '@studio/integrations/store-connector'
import type { Deps } from '../kernel/index.ts'
import { readOwnAddress } from './find-site.ts'
import type { StoreDeps } from './open-store.ts'
import { saveStore } from './save-store.ts'
import { toDomainError } from './to-domain-error.ts'

/** What connecting a store needs. */
export type ConnectDeps = StoreDeps & Pick<Deps, 'queue' | 'logger' | 'attempts' | 'publicUrl' | 'safeFetch'>

/** How long a store may take to say who it is, or Shopify to give tokens. Somebody waits for it. */
const ASK_MS = 30_000

/** What a store let us in with, and where. */
export type Offer = { platform: StorePlatform; shop: string; credentials: StoreCredentials }

/**
 * Connects a store with what it let us in with: asks it who it is and what it allows, which proves that this works, and
 * writes it down. A site is kept by the address that it gives itself.
 * @throws DomainError `store_locked_out` when it is refused, or does not allow all that publishing takes;
 * `store_unreachable`, `store_refused`; `store_taken`, `plan_limit`
 */
export async function letIn(
  accountId: string,
  { platform, shop, credentials }: Offer,
  deps: ConnectDeps,
): Promise<StoreView> {
  const describe = (at: string) => {
    const connector = deps.openConnector({ platform, shop: at, credentials: async () => credentials })
    return askStore((signal) => connector.describe(signal), deps)
  }
  const described = await describe(shop)
  const own = platform === 'woocommerce' ? readOwnAddress(described.address, shop, deps) : shop
  // An address that a site only claims is not its own: it must let us in there as well.
  const isOwn = own !== shop && (await describe(own).then(() => true, isRefusal))
  const { name, address, scopes } = described
  requireScopes(platform, scopes, deps)
  return saveStore(
    accountId,
    { platform, shop: isOwn ? own : shop, name, address, scopes, credentials },
    deps,
  )
}

function isRefusal(error: unknown): false {
  if (error instanceof DomainError) return false
  throw error
}

/** Asks a store, or its platform, while somebody waits. What goes wrong is told in a sentence. @throws DomainError */
export async function askStore<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  { logger }: Pick<Deps, 'logger'>,
): Promise<Answer> {
  const signal = AbortSignal.timeout(ASK_MS)
  try {
    return await ask(signal)
  } catch (error) {
    const failure = signal.aborted ? new StoreFailure('unreachable', 'no answer in time') : error
    if (!(failure instanceof StoreFailure)) throw error
    logger.info({ code: failure.code, diagnosis: failure.diagnosis }, 'a store was not connected')
    throw toDomainError(failure)
  }
}

/** Lets only a store pass that allows all that publishing takes. @throws DomainError `store_locked_out` */
function requireScopes(
  platform: StorePlatform,
  granted: readonly string[],
  { shopifyApp }: Pick<Deps, 'shopifyApp'>,
): void {
  if (platform !== 'shopify') return
  const missing = shopifyApp?.missingScopes(granted) ?? []
  if (missing.length === 0) return
  throw new DomainError(
    'store_locked_out',
    `The store does not allow everything that publishing takes: ${missing.join(', ')}. Allow it there, then connect it again.`,
    { problem: 'scope_missing', missing },
  )
}
