import { setTimeout as pause } from 'node:timers/promises'
import { areDue, areReplaceable, type StoreCredentials, type StorePlatform } from '@studio/core/stores'
import { type StoreConnector, StoreFailure } from '@studio/integrations/store-connector'
import type { Deps } from '../kernel/index.ts'
import { keepLimits } from './keep-limits.ts'
import { lockOut } from './lock-out.ts'
import { replaceCredentials } from './replace-credentials.ts'
import { openStoreCredentials } from './store-credentials.ts'

/** The store that is to be worked on, and the version of what it let us in with. */
export type OpenedStore = {
  id: string
  accountId: string
  platform: StorePlatform
  shop: string
  credentialsVersion: number
}

/** What working on a store needs. */
export type StoreDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'openConnector' | 'shopifyApp'>

/** A store's connector, and the version of the credentials that its last call came with. */
export type OpenConnection = StoreConnector & { readonly usedVersion: number }

/** How long one process waits while another replaces the credentials, and how often it looks. */
const WAIT_MS = 60_000
const LOOK_MS = 100

/**
 * Opens the connector of a connected store. Its credentials are read from the row before every call and replaced when
 * they are due or were refused: by one process at a time, while the others wait and use what it got. No more is read of
 * it than is read of any store.
 * @throws StoreFailure from the connector's calls; `access_revoked` once the store lets us in no more, which is then
 * written down (`lockOut`) wherever nothing is left to try
 */
export function openStore(store: OpenedStore, deps: StoreDeps): OpenConnection {
  let answeredVersion = store.credentialsVersion

  async function credentials(after401: boolean): Promise<StoreCredentials> {
    const refusedVersion = after401 ? answeredVersion : -1
    for (let waitedMs = 0; waitedMs <= WAIT_MS; waitedMs += LOOK_MS) {
      const { version, found } = await readCredentials(store, deps)
      const isRefused = version === refusedVersion
      if (isRefused && !areReplaceable(found)) {
        await lockOut(store, 'access_revoked', deps, { version })
        throw new StoreFailure('access_revoked', 'refused, and there are no others')
      }
      if (!isRefused && !(areReplaceable(found) && areDue(found, deps.clock.now()))) {
        answeredVersion = version
        return found
      }
      const isOurTurn = await replaceCredentials(store, { version, found }, deps)
      if (!isOurTurn) await pause(LOOK_MS)
    }
    throw new StoreFailure('busy', 'another process replaces the credentials', { retryAfterMs: 30_000 })
  }

  const connector = deps.openConnector({ platform: store.platform, shop: store.shop, credentials })
  return {
    ...{ ...connector, ...keepLimits(connector) },
    get usedVersion() {
      return answeredVersion
    },
  }
}

/** The credentials as they are now. @throws StoreFailure `access_revoked` when they were destroyed */
async function readCredentials(store: OpenedStore, deps: StoreDeps) {
  const select = { credentialsSealed: true, credentialsVersion: true }
  const row = await deps.db.store.findUnique({ where: { id: store.id }, select })
  if (!row?.credentialsSealed) throw new StoreFailure('access_revoked', 'the credentials were destroyed')
  const found = openStoreCredentials(row.credentialsSealed, store, deps)
  return { version: row.credentialsVersion, found }
}
