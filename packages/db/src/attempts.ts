import { Pool } from 'pg'

/** Where counters of attempts live: a small pool of its own, in the form that rate-limiter-flexible takes. */
export type AttemptStore = { pool: Pool; tableName: string; close(): Promise<void> }

/** Opens the store of attempt counters, which all API processes share. */
export function openAttemptStore(url: string): AttemptStore {
  const pool = new Pool({ connectionString: url, max: 2 })
  // An idle connection may break when the server restarts; the next query opens a new one.
  pool.on('error', () => {})
  return { pool, tableName: 'attempt_counter', close: () => pool.end() }
}
