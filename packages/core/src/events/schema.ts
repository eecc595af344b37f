import { z } from 'zod'

/**
 * What happened, as facts without content: ids and numbers only, never a name, a prompt or a file name.
 * They drive live progress and are the usage history that the privacy policy speaks of.
 */
export const EVENT_TYPES = [
  'account.created',
  'session.started',
  'asset.uploaded',
  'asset.prepared',
  'asset.refused',
  'asset.deleted',
  'asset.purged',
  'generation.started',
  'generation.finished',
  'generation.deleted',
  'generation.purged',
  'output.started',
  'output.submitted',
  'output.retrying',
  'output.succeeded',
  'output.failed',
  'output.cancelled',
  'credits.changed',
  'subscription.changed',
  'order.placed',
  'order.confirmed',
  'order.cancelled',
  'account.changed',
  'account.deletion_scheduled',
  'account.deletion_cancelled',
  'session.ended',
  'identity.linked',
  'identity.unlinked',
  'export.requested',
  'export.progressed',
  'export.ready',
  'export.failed',
  'export.purged',
  'token.created',
  'token.rotated',
  'token.revoked',
  'webhook_endpoint.changed',
  'delivery.changed',
  'analysis.requested',
  'analysis.judged',
  'analysis.ready',
  'analysis.failed',
  'analysis.edited',
  'saved_shot.changed',
  'favourites.changed',
  'brand_kit.changed',
  'store.connected',
  'store.changed',
  'store.locked_out',
  'store.mirrored',
  'store.disconnected',
  'product.changed',
  'product.imported',
  'product.import_failed',
  'publication.planned',
  'publication.discarded',
  'publication.approved',
  'publication.progressed',
  'publication.published',
  'publication.conflict',
  'publication.failed',
  'publication.stuck',
  'batch.changed',
  'batch.progressed',
  'batch.finished',
  'feature.used',
] as const

/** What happened. */
export type EventType = (typeof EVENT_TYPES)[number]

/** One change, as the browser's live channel carries it: enough to know what to read again. */
export const changeView = z.object({
  type: z
    .enum([...EVENT_TYPES, 'resync'])
    .describe('`resync`: something may have been missed, read all again.'),
  subjectId: z.string().nullable(),
})

/** One change, as the live channel carries it. */
export type ChangeView = z.infer<typeof changeView>
