import type { JobName, JobPayload } from '@studio/core/jobs'
import type { RetainedThing } from '@studio/core/retention'

/** Where the things of a rule are kept. */
export type Holding = {
  table: string
  /** The column that the rule's `from` names. */
  column: string
  /** `milliseconds` since 1970, as the library that writes it counts. */
  unit?: 'milliseconds'
  /** SQL about the row `t`, where the rule is not about every row. */
  condition?: string
  /** The job that removes a thing with its files; the row is only marked as deleted then. */
  purge?: Purge
}

type Purge = { [Name in JobName]: { name: Name; payload(id: string): JobPayload<Name> } }[JobName]

/** Where everything with a rule is kept: a rule that is missing here does not compile, nor a holding without a rule. */
export const HOLDINGS: Record<RetainedThing, Holding> = {
  session: { table: 'session', column: 'expires_at' },
  quote: {
    table: 'quote',
    column: 'expires_at',
    // What a generation was started with is the agreed price, and goes with it.
    condition: 'NOT EXISTS (SELECT FROM generation g WHERE g.quote_id = t.id)',
  },
  abandonedUpload: {
    table: 'asset',
    column: 'created_at',
    condition: "t.status = 'uploading'",
    purge: { name: 'asset.purge', payload: (id) => ({ assetId: id as `ast_${string}` }) },
  },
  requestLog: { table: 'request_log', column: 'created_at' },
  export: {
    table: 'export',
    column: 'created_at',
    purge: { name: 'export.purge', payload: (id) => ({ exportId: id as `exp_${string}` }) },
  },
  storedAnswer: { table: 'stored_answer', column: 'created_at' },
  delivery: { table: 'delivery', column: 'created_at' },
  mailLink: { table: 'mail_link', column: 'expires_at' },
  providerVisit: { table: 'provider_visit', column: 'expires_at' },
  signIn: { table: 'sign_in', column: 'created_at' },
  attemptCounter: { table: 'attempt_counter', column: 'expire', unit: 'milliseconds' },
  storeVisit: { table: 'store_visit', column: 'expires_at' },
  storeNotice: { table: 'store_notice', column: 'created_at' },
  receipt: { table: 'account_deletion', column: 'finished_at' },
}
