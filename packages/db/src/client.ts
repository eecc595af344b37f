import { setTimeout as pause } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from './generated/client.ts'

/** The database as use cases get it. */
export type Database = PrismaClient

/** The database inside a transaction; everything that must be true together takes one of these. */
export type Transaction = Prisma.TransactionClient

/** Connection settings: the address, and how many connections this process may hold. */
export type DatabaseOptions = { url: string; maxConnections?: number }

/** Opens the database. Connections are made when first needed; `$disconnect()` closes them. */
export function openDatabase({ url, maxConnections = 10 }: DatabaseOptions): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: maxConnections }) })
}

/** How often a transaction is run before a conflict counts as an error. */
const MAX_RUNS = 5

/** The longest pause before a second run, in milliseconds. Whoever came back at once could meet the same again. */
const MAX_PAUSE_MS = 20

/**
 * Runs `work` in one transaction, and again if PostgreSQL chose it as the victim of a deadlock or a
 * serialization conflict. `work` must do nothing but talk to `tx`: it may run up to five times.
 */
export async function inTransaction<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let run = 1; ; run++) {
    try {
      return await db.$transaction(work, { maxWait: 10_000, timeout: 20_000 })
    } catch (error) {
      if (run === MAX_RUNS || !isConflict(error)) throw error
      await pause(Math.random() * MAX_PAUSE_MS * run)
    }
  }
}

/** Whether a write was refused because the row would not be unique. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** Prisma has a code for conflicts of its own queries; those of raw SQL it only passes on. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  const raw = error.meta?.driverAdapterError as { cause?: { kind?: string } } | undefined
  return error.code === 'P2034' || raw?.cause?.kind === 'TransactionWriteConflict'
}
