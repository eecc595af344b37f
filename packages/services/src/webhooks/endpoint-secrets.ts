import { randomBytes } from 'node:crypto'
import { SECRET_BYTES, writeSecret } from '@studio/core/webhooks'
import type { WebhookEndpoint } from '@studio/db'
import { openCredential, placeIn, SEALED_COLUMNS, sealCredential } from '../credentials/index.ts'
import type { Deps } from '../kernel/index.ts'

/** Which endpoint a secret belongs to. */
type Owner = Pick<WebhookEndpoint, 'id' | 'accountId'>

/** A fresh signing secret: as it is shown, and as it is stored. */
export function makeSecret(owner: Owner, { keys }: Pick<Deps, 'keys'>) {
  const secret = writeSecret(randomBytes(SECRET_BYTES))
  const place = placeIn(SEALED_COLUMNS.webhookSecret, owner)
  return { secret, secretSealed: sealCredential(secret, place, keys.credentials) }
}

/** The current secret, sealed anew for where the one before is kept. */
export function toPrevious(endpoint: WebhookEndpoint, { keys }: Pick<Deps, 'keys'>): string {
  const current = openCredential(
    endpoint.secretSealed,
    placeIn(SEALED_COLUMNS.webhookSecret, endpoint),
    keys.credentials,
  )
  return sealCredential(current, placeIn(SEALED_COLUMNS.previousWebhookSecret, endpoint), keys.credentials)
}

/** The secrets that sign at `now`: the current one, and the one before while both are good. */
export function openSecrets(endpoint: WebhookEndpoint, now: Date, { keys }: Pick<Deps, 'keys'>): string[] {
  const { secretSealed, previousSecretSealed, previousUntil } = endpoint
  const current = openCredential(
    secretSealed,
    placeIn(SEALED_COLUMNS.webhookSecret, endpoint),
    keys.credentials,
  )
  if (!previousSecretSealed || !previousUntil || previousUntil <= now) return [current]
  const place = placeIn(SEALED_COLUMNS.previousWebhookSecret, endpoint)
  return [current, openCredential(previousSecretSealed, place, keys.credentials)]
}
