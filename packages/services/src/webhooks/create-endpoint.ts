import { DomainError, newId } from '@studio/core/kernel'
import { MAX_ENDPOINTS, type WebhookSecretView } from '@studio/core/webhooks'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { makeSecret } from './endpoint-secrets.ts'
import { viewEndpoint } from './view-endpoint.ts'

/** An endpoint to make. */
export type NewEndpoint = { url: string; events: string[]; description: string }

/**
 * Makes an endpoint. The answer shows its signing secret, this once.
 * @throws DomainError `address_refused` for an address that nothing is ever sent to; `plan_limit` beyond the limit
 */
export async function createEndpoint(
  actor: Actor,
  { url, events, description }: NewEndpoint,
  deps: Pick<Deps, 'db' | 'clock' | 'keys' | 'safeFetch'>,
): Promise<WebhookSecretView> {
  const accountId = requireAccount(actor, 'webhooks:write')
  deps.safeFetch.check(url)
  return inTransaction(deps.db, async (tx) => {
    // Two who make one at once wait for each other here, so that both count.
    await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`
    if ((await tx.webhookEndpoint.count({ where: { accountId } })) >= MAX_ENDPOINTS) {
      throw new DomainError(
        'plan_limit',
        `An account has at most ${MAX_ENDPOINTS} webhook endpoints. Delete one that is no longer needed.`,
        { limit: MAX_ENDPOINTS },
      )
    }
    const now = deps.clock.now()
    const id = newId('webhookEndpoint', now)
    const { secret, secretSealed } = makeSecret({ id, accountId }, deps)
    const row = { id, accountId, url, events, description, secretSealed, createdAt: now }
    const endpoint = await tx.webhookEndpoint.create({ data: row })
    await recordEvent(tx, { accountId, type: 'webhook_endpoint.changed', subjectId: id, now })
    return { ...viewEndpoint(endpoint, now), secret }
  })
}
