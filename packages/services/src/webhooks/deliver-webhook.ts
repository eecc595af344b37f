import { DomainError, type Id } from '@studio/core/kernel'
import { decideDelivery, describeAnswer, signWebhook } from '@studio/core/webhooks'
import { type Delivery, inTransaction, recordEvent, type Transaction, type WebhookEndpoint } from '@studio/db'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { openSecrets } from './endpoint-secrets.ts'

/** How long an endpoint has to answer, its body included. */
const TIMEOUT_MS = 15_000

/** How much of an answer is taken in before it is cut off: nothing in it is of use. */
const MAX_ANSWER_BYTES = 65_536

type DeliverDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'keys' | 'safeFetch'>

/** What a try brought: a status or silence, why in a sentence, and how long it took. */
type Try = { status: number | null; problem: string | null; durationMs: number }

/**
 * Makes one try at a delivery and writes down what came of it: delivered, to be tried later, or given up. A try
 * that was written down is never made again; one that was interrupted before is, under the same message id, by
 * which receivers know it. Safe to run twice.
 */
export async function deliverWebhook(
  actor: Actor,
  { deliveryId, attempt, signal }: { deliveryId: string; attempt: number; signal: AbortSignal },
  deps: DeliverDeps,
): Promise<void> {
  requireSystem(actor)
  const delivery = await deps.db.delivery.findFirst({
    where: { id: deliveryId, status: 'pending', attempts: attempt - 1 },
    include: { endpoint: true },
  })
  // Deleted with its endpoint or its account, or tried already.
  if (!delivery || delivery.endpoint.disabledAt) return
  const made = await send(delivery, signal, deps)
  signal.throwIfAborted()
  await inTransaction(deps.db, (tx) => writeTry(tx, delivery, attempt, made, deps))
}

async function send(
  { endpoint, messageId, payload }: Delivery & { endpoint: WebhookEndpoint },
  signal: AbortSignal,
  deps: DeliverDeps,
): Promise<Try> {
  const sentAt = deps.clock.now()
  const startedMs = performance.now()
  const body = JSON.stringify(payload)
  const signatures = signWebhook({ messageId, sentAt, body }, openSecrets(endpoint, sentAt, deps))
  const since = () => Math.round(performance.now() - startedMs)
  try {
    const answer = await deps.safeFetch(endpoint.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'StudioPro-Webhooks/1', ...signatures },
      body,
      redirect: 'refuse',
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      signal,
    })
    // Its status says all; what it says beside that is not waited for.
    answer.body.destroy()
    return { status: answer.status, problem: describeAnswer(answer.status), durationMs: since() }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { status: null, problem: error.message, durationMs: since() }
  }
}

async function writeTry(
  tx: Transaction,
  delivery: Delivery,
  attempt: number,
  { status, problem, durationMs }: Try,
  { clock, queue }: DeliverDeps,
): Promise<void> {
  const now = clock.now()
  const decision = decideDelivery({ status, problem }, attempt, Math.random())
  const isRetried = decision.action === 'retry'
  const nextAttemptAt = isRetried ? new Date(now.getTime() + decision.delayMs) : null
  const { count } = await tx.delivery.updateMany({
    where: { id: delivery.id, status: 'pending', attempts: attempt - 1 },
    data: {
      status: isRetried ? 'pending' : decision.action === 'delivered' ? 'delivered' : 'failed',
      attempts: attempt,
      nextAttemptAt,
      lastStatus: status,
      lastProblem: problem,
      lastDurationMs: durationMs,
      endedAt: isRetried ? null : now,
    },
  })
  if (count === 0) return
  if (nextAttemptAt) {
    const payload = { deliveryId: delivery.id as Id<'delivery'>, attempt: attempt + 1 }
    await queue.enqueue(tx, 'webhook.deliver', payload, { startAfter: nextAttemptAt })
  }
  if (decision.action === 'disable')
    await disable(tx, delivery, 'It answered 410: it wants no more events.', now)
  if (decision.action === 'failed' && !(await hasWorkedSince(tx, delivery)))
    await disable(tx, delivery, 'Nothing could be delivered there for days.', now)
  const { accountId, endpointId: subjectId } = delivery
  await recordEvent(tx, { accountId, type: 'delivery.changed', subjectId, now })
}

/** Whether anything reached the endpoint since this delivery began: then it is this one that it dislikes. */
async function hasWorkedSince(tx: Transaction, { endpointId, createdAt }: Delivery): Promise<boolean> {
  const where = { endpointId, status: 'delivered' as const, endedAt: { gte: createdAt } }
  return (await tx.delivery.count({ where })) > 0
}

/** Sends nothing more to an endpoint, and ends what still waits for it. */
async function disable(
  tx: Transaction,
  { accountId, endpointId }: Delivery,
  disabledReason: string,
  now: Date,
): Promise<void> {
  await tx.webhookEndpoint.updateMany({
    where: { id: endpointId, disabledAt: null },
    data: { disabledAt: now, disabledReason },
  })
  await tx.delivery.updateMany({
    where: { endpointId, status: 'pending', attempts: 0 },
    data: { lastProblem: 'The endpoint was switched off before this was sent.' },
  })
  const ended = { status: 'failed', nextAttemptAt: null, endedAt: now } as const
  await tx.delivery.updateMany({ where: { endpointId, status: 'pending' }, data: ended })
  await recordEvent(tx, { accountId, type: 'webhook_endpoint.changed', subjectId: endpointId, now })
}
