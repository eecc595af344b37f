import type { Id } from '@studio/core/kernel'
import type { Deps } from '../kernel/index.ts'

/** One call of the public API, as it is written down. */
export type RequestRecord = {
  accountId: Id<'account'>
  tokenId: Id<'token'> | null
  requestId: string
  method: string
  endpoint: string
  status: number
  address: string
  userAgent: string
  durationMs: number
  createdAt: Date
}

/** Writes calls down off the request's path. */
export type RequestRecorder = {
  record(request: RequestRecord): void
  /** Notes that a token was used, once for however often it is told within a batch. */
  noteUse(tokenId: Id<'token'>, usedAt: Date): void
  /** Writes what is still waiting, and takes nothing more; call it once no request is under way. */
  close(): Promise<void>
}

/** How long calls wait for others to be written down with, in milliseconds. */
const GATHER_MS = 250
/** The most that one statement writes. */
const MAX_BATCH = 1_000
/** The most that waits while the database does not answer; what comes on top is lost, and that is logged. */
const MAX_WAITING = 50_000
/** How often the last batch is tried again before the process goes. */
const CLOSING_TRIES = 3

/** Opens a recorder. */
export function openRequestRecorder({ db, logger }: Pick<Deps, 'db' | 'logger'>): RequestRecorder {
  let waiting: RequestRecord[] = []
  let uses = new Map<Id<'token'>, Date>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<boolean> = Promise.resolve(true)
  let lost = 0

  const schedule = () => {
    timer ??= setTimeout(() => void flush(), GATHER_MS).unref()
  }

  /** One write at a time. What could not be written waits for the next one. */
  function flush(): Promise<boolean> {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(async () => {
      let batch = waiting.slice(0, MAX_BATCH)
      const used = uses
      waiting = waiting.slice(MAX_BATCH)
      uses = new Map()
      try {
        if (batch.length > 0) await writeRequests(db, batch)
        // Written: what fails after this must not write them again.
        batch = []
        if (used.size > 0) await writeUses(db, used)
        if (waiting.length > 0) schedule()
        return true
      } catch (error) {
        logger.error({ err: error, calls: batch.length }, 'calls could not be written to the request log')
        waiting = [...batch, ...waiting]
        uses = new Map([...used, ...uses])
        schedule()
        return false
      }
    })
    return writing
  }

  return {
    record(request) {
      if (waiting.length >= MAX_WAITING) {
        if (lost++ % 1_000 === 0) logger.error({ lost: lost }, 'the request log is full: calls are lost')
        return
      }
      waiting.push(request)
      schedule()
    },
    noteUse(tokenId, usedAt) {
      uses.set(tokenId, usedAt)
      schedule()
    },
    async close() {
      for (let tries = 0; tries < CLOSING_TRIES; ) {
        if (!(await flush())) tries++
        else if (waiting.length === 0 && uses.size === 0) break
      }
      clearTimeout(timer)
    },
  }
}

/** An account may be deleted while its calls wait: they go with it. */
async function writeRequests(db: Deps['db'], batch: readonly RequestRecord[]): Promise<void> {
  const json = JSON.stringify(batch.map((each) => ({ ...each, userAgent: each.userAgent.slice(0, 500) })))
  await db.$executeRaw`
    INSERT INTO request_log (account_id, token_id, request_id, method, endpoint, status, address, user_agent,
                             duration_ms, created_at)
    SELECT r."accountId", r."tokenId", r."requestId", r.method, r.endpoint, r.status, r.address, r."userAgent",
           r."durationMs", r."createdAt"
    FROM jsonb_to_recordset(${json}::jsonb) AS r("accountId" text, "tokenId" text, "requestId" text, method text,
         endpoint text, status int, address text, "userAgent" text, "durationMs" int, "createdAt" timestamptz)
    JOIN account a ON a.id = r."accountId" ORDER BY r."createdAt"`
}

async function writeUses(db: Deps['db'], uses: ReadonlyMap<string, Date>): Promise<void> {
  for (const [id, lastUsedAt] of uses) await db.token.updateMany({ where: { id }, data: { lastUsedAt } })
}
