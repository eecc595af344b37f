import { createServer } from 'node:http'
import { systemClock } from '@studio/core/kernel'
import { openDatabase } from '@studio/db'
import { keyVariables } from '@studio/services/keys'
import { authenticateToken } from '@studio/services/tokens'
import { Pool } from 'pg'

/** Node's own server, which at `/checked` checks the token of a request, and at `/<hash>` only looks the hash up. */
const { DATABASE_URL: url = '' } = process.env
const deps = { db: openDatabase({ url }), clock: systemClock, keys: keyVariables.parse(process.env) }
const pool = new Pool({ connectionString: url, max: 10 })
const FIND = {
  name: 'find',
  text: `SELECT t.id, t.account_id, t.kind, t.scopes, t.hash, t.pepper_id, t.expires_at, t.revoked_at,
                t.last_used_at, a.closed_at, s.plan_id
         FROM token t JOIN account a ON a.id = t.account_id LEFT JOIN subscription s ON s.account_id = t.account_id
         WHERE t.hash = $1`,
}

const server = createServer(async ({ url: path = '', headers }, res) => {
  const accountId =
    path === '/checked' ? await check(headers.authorization ?? '') : await lookUp(path.slice(1))
  res.end(accountId)
})

async function check(authorization: string): Promise<string> {
  const found = await authenticateToken(authorization.slice('Bearer '.length), deps)
  return found.isAccepted ? found.actor.accountId : ''
}

async function lookUp(hash: string): Promise<string> {
  const { rows } = await pool.query({ ...FIND, values: [hash] })
  return rows[0].account_id
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` })
})
