import { setTimeout as pause } from 'node:timers/promises'
import pg, { type Pool, type PoolClient } from 'pg'
import { Driver, type Line, withLine } from './driver.ts'
import { Prisma, PrismaClient } from './generated/client.ts'
import { createStatementNames } from './name-statements.ts'
import { createSharedTrips, type SharedStatement } from './share-trips.ts'
import { timesAsText } from './times-as-text.ts'
import { createWaker, type Waker } from './wake-listeners.ts'

/** The database as use cases get it. */
export type Database = PrismaClient

/** A statement that is run often: under its name, each connection parses and plans it once. */
export type Statement = { name: string; text: string }

/** Where plain statements run: within a transaction, or each of them one of its own. */
export type Sql = {
  /** Runs a statement and answers its rows. `values` stand for $1, $2 …; JSON is passed as text. */
  query<Row>(statement: Statement | SharedStatement, values: readonly unknown[]): Promise<Row[]>
  /** The database, where each statement is a transaction of its own: what comes at the same time may then share one. */
  alone: Database | null
}

/** The database inside a transaction; everything that must be true together takes one of these. */
export type Transaction = Prisma.TransactionClient & Sql

/** Connection settings: the address, and how many connections this process may hold. */
export type DatabaseOptions = { url: string; maxConnections?: number }

const drivers = new WeakMap<Database, Driver>()
const wakers = new WeakMap<Database, Waker>()

/** Opens the database. Connections are made when first needed; `$disconnect()` closes them. */
export function openDatabase({ url, maxConnections = 10 }: DatabaseOptions): Database {
  const driver = new Driver(
    { connectionString: url, max: maxConnections },
    { statementNameGenerator: createStatementNames('prisma') },
  )
  const db = new PrismaClient({ adapter: driver })
  drivers.set(db, driver)
  wakers.set(
    db,
    createWaker(() => driver.pool),
  )
  return db
}

/** Tells listeners that events may have been committed. */
function wakeListeners(db: Database): void {
  wakers.get(db)?.()
}

/** How often a transaction is run before a conflict counts as an error. */
const MAX_RUNS = 5

/** The longest pause before a second run, in milliseconds. Whoever came back at once could meet the same again. */
const MAX_PAUSE_MS = 20

/**
 * Runs `work` in one transaction, and again if it was decided on what changed meanwhile or if PostgreSQL chose
 * it as the victim of a deadlock. `work` must do nothing but talk to `tx`: it may run up to five times.
 */
export async function inTransaction<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let run = 1; ; run++) {
    try {
      const limits = { maxWait: 10_000, timeout: 20_000 }
      const result = await withLine((line) => db.$transaction((tx) => work(withSql(tx, line)), limits))
      wakeListeners(db)
      return result
    } catch (error) {
      if (run === MAX_RUNS || !isConflict(error)) throw error
      await pause(Math.random() * MAX_PAUSE_MS * run)
    }
  }
}

/**
 * Runs one statement that only reads, past Prisma, and answers its rows under the names that the statement gives them.
 * For what is read most: building Prisma's query and reading its rows takes longer than the query does.
 */
export async function readRows<Row>(
  db: Database,
  { name, text }: Statement,
  values: unknown[],
): Promise<Row[]> {
  return (await ask(await poolOf(db), { name, text, values })).rows
}

/**
 * As `readRows`, but each row is the list of its columns, in their order, and times are ISO 8601 text. For pages of many
 * rows: building an object of each, field by field, takes pg a sixth of the trip.
 */
export async function readLists<List extends readonly unknown[]>(
  db: Database,
  { name, text }: Statement,
  values: unknown[],
): Promise<List[]> {
  const query = { name, text, values, types: timesAsText, rowMode: 'array' }
  return (await ask(await poolOf(db), query)).rows as unknown as List[]
}

async function poolOf(db: Database): Promise<Pool> {
  const driver = drivers.get(db)
  if (!driver?.pool) await db.$connect()
  if (!driver?.pool) throw new Error('only what openDatabase has opened can be read')
  return driver.pool
}

/**
 * Runs `work` without a transaction around it: each of its statements takes effect at once, and that must be
 * all it needs. It takes less time and holds locks for less. After a conflict it runs again, in a transaction.
 */
export async function inSingleStatements<Result>(
  db: Database,
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const pool = drivers.get(db)?.pool
  if (!pool) return inTransaction(db, work)
  const query: Sql['query'] = async <Row>(
    statement: Statement | SharedStatement,
    values: readonly unknown[],
  ) => {
    if ('together' in statement) return (await tripsOf(pool, statement)(values)) as Row[]
    return (await ask(pool, { ...statement, values: [...values] })).rows
  }
  try {
    const result = await work({ query, alone: db })
    wakeListeners(db)
    return result
  } catch (error) {
    if (!isConflict(error)) throw error
    return inTransaction(db, work)
  }
}

type Trips = ReturnType<typeof createSharedTrips>
const tripsOfPools = new WeakMap<Pool, Map<string, Trips>>()

function tripsOf(pool: Pool, statement: SharedStatement): Trips {
  const trips = tripsOfPools.get(pool) ?? new Map<string, Trips>()
  tripsOfPools.set(pool, trips)
  const shared =
    trips.get(statement.name) ?? createSharedTrips(statement, async (query) => (await ask(pool, query)).rows)
  trips.set(statement.name, shared)
  return shared
}

/** Lets statements of a transaction go past Prisma, which takes twice as long for each as all the rest. */
function withSql(tx: Prisma.TransactionClient, line: Line): Transaction {
  const query: Sql['query'] = async ({ name, text }, values) => {
    if (!line.connection) throw new Error('the transaction is over')
    return (await ask(line.connection, { name, text, values: [...values] })).rows
  }
  return Object.create(tx, { query: { value: query }, alone: { value: null } })
}

/** Whether a write was refused because the row would not be unique. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '23505'
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** The database cannot be reached, or hung up: it may answer again in a moment. */
class DatabaseGone extends Error {
  override readonly name = 'DatabaseGone'
}

/** How Node and PostgreSQL say so: nobody listens, the line is cut, the server goes or comes. */
const GONE =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|57P0[123]|08[0-9A-Z]{3})$/

/** Asks past Prisma. */
async function ask(where: Pool | PoolClient, query: pg.QueryConfig): Promise<pg.QueryResult> {
  try {
    return await where.query(query)
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string }
    if (!GONE.test(code) && !message.startsWith('Connection terminated')) throw error
    throw new DatabaseGone(message, { cause: error })
  }
}

/** Whether something failed because the database cannot be reached, so that it may work in a moment. */
export function isDatabaseGone(error: unknown): boolean {
  if (error instanceof DatabaseGone) return true
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  const adapter = error.meta?.driverAdapterError as { cause?: { kind?: string; code?: string } } | undefined
  const { kind = '', code = '' } = adapter?.cause ?? {}
  return kind === 'DatabaseNotReachable' || kind === 'ConnectionClosed' || GONE.test(code)
}

/** PostgreSQL's codes for a serialization failure and a deadlock. */
const CONFLICTS = ['40001', '40P01']

/** Prisma has a code for conflicts of its own queries; those of raw SQL it only passes on. */
function isConflict(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return CONFLICTS.includes(error.code ?? '')
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  const raw = error.meta?.driverAdapterError as { cause?: { kind?: string } } | undefined
  return error.code === 'P2034' || raw?.cause?.kind === 'TransactionWriteConflict'
}
