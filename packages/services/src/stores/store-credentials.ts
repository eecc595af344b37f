import { type StoreCredentials, storeCredentialsSchema } from '@studio/core/stores'
import type { Store } from '@studio/db'
import { openCredential, placeIn, SEALED_COLUMNS, sealCredential } from '../credentials/index.ts'
import type { Deps } from '../kernel/index.ts'

/** Which store's row a sealed value belongs to. */
type Owner = { id: string; accountId: string }

/** What a store lets us in with, as its row keeps it. */
export function sealStoreCredentials(
  credentials: StoreCredentials,
  store: Owner,
  { keys }: Pick<Deps, 'keys'>,
): string {
  const place = placeIn(SEALED_COLUMNS.storeCredentials, store)
  return sealCredential(JSON.stringify(storeCredentialsSchema.parse(credentials)), place, keys.credentials)
}

/** The way back. @throws CredentialUnreadable when it was changed, moved, or its key is gone */
export function openStoreCredentials(
  sealed: string,
  store: Owner,
  { keys }: Pick<Deps, 'keys'>,
): StoreCredentials {
  const place = placeIn(SEALED_COLUMNS.storeCredentials, store)
  return storeCredentialsSchema.parse(JSON.parse(openCredential(sealed, place, keys.credentials)))
}

/** What cannot be opened any more, because the operator's key is gone, must not keep anybody from leaving. */
export function openIfThere(store: Store, deps: Pick<Deps, 'keys' | 'logger'>): StoreCredentials | null {
  if (!store.credentialsSealed) return null
  try {
    return openStoreCredentials(store.credentialsSealed, store, deps)
  } catch (err) {
    deps.logger.error({ err, storeId: store.id }, 'credentials could not be opened to leave the store')
    return null
  }
}
