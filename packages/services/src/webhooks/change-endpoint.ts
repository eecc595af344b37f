import type { Id } from '@studio/core/kernel'
import { ROTATION_HOURS, type WebhookEndpointView, type WebhookSecretView } from '@studio/core/webhooks'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { makeSecret, toPrevious } from './endpoint-secrets.ts'
import { findEndpoint } from './find-endpoint.ts'
import { viewEndpoint } from './view-endpoint.ts'

type Named = { id: Id<'webhookEndpoint'> }

/** Deletes an endpoint with its secrets and its deliveries; nothing more is sent there. @throws DomainError `not_found` */
export async function deleteEndpoint(
  actor: Actor,
  { id }: Named,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  const accountId = requireAccount(actor, 'webhooks:write')
  await inTransaction(db, async (tx) => {
    await findEndpoint(tx, accountId, id)
    await tx.webhookEndpoint.deleteMany({ where: { id, accountId } })
    await recordEvent(tx, { accountId, type: 'webhook_endpoint.changed', subjectId: id, now: clock.now() })
  })
}

/** Sends events again to an endpoint that was disabled; what happened meanwhile can be replayed. @throws DomainError `not_found` */
export async function enableEndpoint(
  actor: Actor,
  { id }: Named,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<WebhookEndpointView> {
  const accountId = requireAccount(actor, 'webhooks:write')
  return inTransaction(db, async (tx) => {
    await findEndpoint(tx, accountId, id)
    const now = clock.now()
    const endpoint = await tx.webhookEndpoint.update({
      where: { id },
      data: { disabledAt: null, disabledReason: null },
    })
    await recordEvent(tx, { accountId, type: 'webhook_endpoint.changed', subjectId: id, now })
    return viewEndpoint(endpoint, now)
  })
}

/**
 * Gives an endpoint a new signing secret, shown this once. The one before signs too for `ROTATION_HOURS`, so that
 * the receiver can change over without losing an event. @throws DomainError `not_found`
 */
export async function rotateSecret(
  actor: Actor,
  { id }: Named,
  deps: Pick<Deps, 'db' | 'clock' | 'keys'>,
): Promise<WebhookSecretView> {
  const accountId = requireAccount(actor, 'webhooks:write')
  return inTransaction(deps.db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM webhook_endpoint WHERE id = ${id} AND account_id = ${accountId} FOR UPDATE`
    const before = await findEndpoint(tx, accountId, id)
    const now = deps.clock.now()
    const { secret, secretSealed } = makeSecret(before, deps)
    const previousUntil = new Date(now.getTime() + ROTATION_HOURS * 60 * 60_000)
    const endpoint = await tx.webhookEndpoint.update({
      where: { id },
      data: { secretSealed, previousSecretSealed: toPrevious(before, deps), previousUntil },
    })
    await recordEvent(tx, { accountId, type: 'webhook_endpoint.changed', subjectId: id, now })
    return { ...viewEndpoint(endpoint, now), secret }
  })
}
