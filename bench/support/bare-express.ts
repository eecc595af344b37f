import express from 'express'
import { Pool } from 'pg'

/** The least that could answer: express, one query by pg, JSON. */
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const QUERIES: Record<string, string> = {
  one: `SELECT a.*, o.generation_id FROM asset a LEFT JOIN output o ON o.asset_id = a.id
        WHERE a.id = $1 AND a.account_id = $2 AND a.deleted_at IS NULL AND a.status <> 'uploading'`,
  page: `SELECT a.*, o.generation_id FROM asset a LEFT JOIN output o ON o.asset_id = a.id
         WHERE $1::text IS NOT NULL AND a.account_id = $2 AND a.deleted_at IS NULL AND a.status <> 'uploading'
         ORDER BY a.id DESC LIMIT 51`,
}
const app = express()
app.get('/:query/:accountId/:id', async ({ params }, res) => {
  const text = QUERIES[params.query] ?? ''
  const { rows } = await pool.query({ name: params.query, text, values: [params.id, params.accountId] })
  res.json(params.query === 'one' ? rows[0] : { items: rows })
})
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` })
})
