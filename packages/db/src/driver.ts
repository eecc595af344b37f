import { AsyncLocalStorage } from 'node:async_hooks'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool, PoolClient } from 'pg'

/** The connection of a transaction of Prisma's: undefined before it has begun, and null from the moment that it ends. */
export type Line = { connection?: PoolClient | null }

const lines = new AsyncLocalStorage<Line>()

/** Runs `work`, which begins a transaction of Prisma's, and tells it on which connection that is. */
export function withLine<Result>(work: (line: Line) => Promise<Result>): Promise<Result> {
  const line: Line = {}
  return lines.run(line, () => work(line))
}

/** A transaction as Prisma's driver has it; its connection is there, but not in its type. */
type Begun = Awaited<ReturnType<Awaited<ReturnType<PrismaPg['connect']>>['startTransaction']>>

/** Prisma's driver, which shows its connections to statements that need nothing of Prisma. */
export class Driver extends PrismaPg {
  pool: Pool | undefined

  override async connect() {
    const adapter = await super.connect()
    this.pool = adapter.underlyingDriver()
    const begin = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (level) => show(await begin(level))
    return adapter
  }
}

function show(begun: Begun): Begun {
  const line = lines.getStore()
  // What Prisma begins by itself, while ours is under way, is another transaction.
  if (!line || line.connection !== undefined) return begun
  line.connection = (begun as unknown as { client: PoolClient }).client
  const execute = begun.executeRaw.bind(begun)
  // Once it is told to end, nothing more may be sent: it would take effect by itself, in whoever has the connection next.
  begun.executeRaw = (query) => {
    if (query.sql === 'COMMIT' || query.sql === 'ROLLBACK') line.connection = null
    return execute(query)
  }
  return begun
}
