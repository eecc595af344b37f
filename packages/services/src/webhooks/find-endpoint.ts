import { notFound } from '@studio/core/kernel'
import type { Database, Transaction, WebhookEndpoint } from '@studio/db'

/** Finds an endpoint of the account. @throws DomainError `not_found`, also for somebody else's */
export async function findEndpoint(
  db: Database | Transaction,
  accountId: string,
  id: string,
): Promise<WebhookEndpoint> {
  const endpoint = await db.webhookEndpoint.findFirst({ where: { id, accountId } })
  if (!endpoint) throw notFound('webhook endpoint')
  return endpoint
}
