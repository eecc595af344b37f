import { z } from 'zod'
import { idSchema } from '../kernel/index.ts'
import { foreignIdSchema } from '../stores/index.ts'

/** How a kind of job is run. Payloads carry ids and numbers only: what is deleted must not live on in a queue. */
export type JobDeclaration = {
  payload: z.ZodType<Record<string, string | number>>
  /** Redeliveries after a crash or an unexpected error; retries that the rules decide are jobs of their own. */
  retryLimit: number
  retryDelaySeconds: number
  /** When given, the delay doubles from one redelivery to the next, up to this. */
  retryDelayMaxSeconds?: number
  /** A running job that does not end within this time is taken from its worker. */
  timeoutSeconds: number
  /** A worker that is gone for this long loses the job to another (pg-boss's minimum is 10). */
  heartbeatSeconds: number
  /** How many run at once in one worker. */
  concurrency: number
  /** For jobs by the clock: a cron expression (UTC). */
  cron?: string
}

const nothing = z.strictObject({})

/** A sweep: it finds its own work, so that one run more or less makes no difference. */
const byItself = {
  payload: nothing,
  retryLimit: 2,
  retryDelaySeconds: 30,
  timeoutSeconds: 300,
  heartbeatSeconds: 10,
  concurrency: 1,
} as const

/** A sweep by the clock. */
const everyMinute = { ...byItself, cron: '* * * * *' } as const

/** Every job, declared once. A worker without a handler for each of them does not compile. */
export const JOBS = {
  'asset.prepare': {
    payload: z.strictObject({ assetId: idSchema('asset'), accountId: idSchema('account') }),
    retryLimit: 5,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 120,
    heartbeatSeconds: 10,
    concurrency: 2,
  },
  'output.make': {
    payload: z.strictObject({ outputId: idSchema('output'), turn: z.number().int().min(0) }),
    retryLimit: 20,
    retryDelaySeconds: 1,
    timeoutSeconds: 600,
    heartbeatSeconds: 10,
    concurrency: 4,
  },
  'asset.analyse': {
    payload: z.strictObject({ assetId: idSchema('asset'), attempt: z.number().int().min(1) }),
    // Every redelivery may be paid for once more.
    retryLimit: 5,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 240,
    heartbeatSeconds: 10,
    concurrency: 2,
  },
  /** Judging how surely a product can be cut out takes a core for seconds and half a gigabyte: one at a time. */
  'asset.judge': {
    payload: z.strictObject({ assetId: idSchema('asset') }),
    retryLimit: 5,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 120,
    heartbeatSeconds: 10,
    concurrency: 1,
  },
  'asset.purge': {
    payload: z.strictObject({ assetId: idSchema('asset') }),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 120,
    heartbeatSeconds: 10,
    concurrency: 2,
  },
  'generation.purge': {
    payload: z.strictObject({ generationId: idSchema('generation') }),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 300,
    heartbeatSeconds: 10,
    concurrency: 1,
  },
  'mail.send': {
    payload: z.strictObject({ mailLinkId: idSchema('mailLink'), step: z.number().int().min(0) }),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 60,
    heartbeatSeconds: 10,
    concurrency: 2,
  },
  'account.delete': {
    payload: z.strictObject({ deletionId: idSchema('deletion') }),
    retryLimit: 50,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 3600,
    heartbeatSeconds: 10,
    concurrency: 2,
  },
  'deletion.announce': {
    payload: z.strictObject({ deletionId: idSchema('deletion') }),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 60,
    heartbeatSeconds: 10,
    concurrency: 1,
  },
  'webhook.deliver': {
    payload: z.strictObject({ deliveryId: idSchema('delivery'), attempt: z.number().int().min(1) }),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 60,
    heartbeatSeconds: 10,
    concurrency: 8,
  },
  'webhook.dispatch': everyMinute,
  'export.make': {
    payload: z.strictObject({ exportId: idSchema('export') }),
    // More than the attempts that are made: the rules end it, not the queue.
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 3 * 3600,
    heartbeatSeconds: 10,
    concurrency: 2,
  },
  'export.purge': {
    payload: z.strictObject({ exportId: idSchema('export') }),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 300,
    heartbeatSeconds: 10,
    concurrency: 1,
  },
  /** Fetches the source of a batch's item where it must, and starts its generation. */
  'item.begin': {
    payload: z.strictObject({ itemId: idSchema('batchItem'), round: z.number().int().min(0) }),
    retryLimit: 20,
    retryDelaySeconds: 1,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 180,
    heartbeatSeconds: 10,
    concurrency: 4,
  },
  /** Cancels what waits of a batch of which too many failed. */
  'batch.stop': {
    payload: z.strictObject({ batchId: idSchema('batch') }),
    retryLimit: 20,
    retryDelaySeconds: 1,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 300,
    heartbeatSeconds: 10,
    concurrency: 1,
  },
  /** Asks a store whether it still lets us in, and for what. */
  'store.check': {
    payload: z.strictObject({ storeId: idSchema('store') }),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 120,
    heartbeatSeconds: 10,
    concurrency: 2,
  },
  /** Removes a store that its platform wants forgotten. */
  'store.redact': {
    payload: z.strictObject({ storeId: idSchema('store') }),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 120,
    heartbeatSeconds: 10,
    concurrency: 1,
  },
  /** Reads the whole catalogue of a store. */
  'store.mirror': {
    payload: z.strictObject({ storeId: idSchema('store') }),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 3600,
    heartbeatSeconds: 10,
    concurrency: 2,
  },
  /** Makes the approved publications of a store, one after the other. */
  'store.publish': {
    payload: z.strictObject({ storeId: idSchema('store') }),
    retryLimit: 50,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 3600,
    heartbeatSeconds: 10,
    concurrency: 4,
  },
  /** Removes what is left of a store that was disconnected without keeping its history. */
  'store.purge': {
    payload: z.strictObject({ storeId: idSchema('store') }),
    retryLimit: 20,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 300,
    heartbeatSeconds: 10,
    concurrency: 1,
  },
  /** Reads one product again, because the store said that it changed. */
  'product.refresh': {
    payload: z.strictObject({ storeId: idSchema('store'), foreignId: foreignIdSchema }),
    retryLimit: 10,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 120,
    heartbeatSeconds: 10,
    concurrency: 2,
  },
  /** Takes one picture of a product into the library. */
  'product.import': {
    payload: z.strictObject({ productId: idSchema('product'), mediaId: foreignIdSchema }),
    retryLimit: 10,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    timeoutSeconds: 120,
    heartbeatSeconds: 10,
    concurrency: 2,
  },
  /** Has the catalogues read again that were not read for a day: webhooks can be lost. */
  'mirror.renew': { ...byItself, cron: '17 * * * *' },
  'credits.expire': everyMinute,
  'subscription.renew': everyMinute,
  'retention.apply': everyMinute,
  /** Between two of the above: the clock's minutes may come more than a minute apart. */
  'retention.repeat': byItself,
} as const satisfies Record<string, JobDeclaration>

/** The name of a job, as `noun.verb`. */
export type JobName = keyof typeof JOBS

/** What a job carries. */
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]['payload']>
