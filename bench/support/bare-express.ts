import express from 'express'
import { Pool } from 'pg'

/** The least that answers the same bytes: express, the same statement by pg, the rows as the API shows them, JSON. */
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const READ = `
  SELECT a.id, a.kind, a.status, a.problem, a.file_name, a.mime, a.size_bytes, a.sha256, a.width_px, a.height_px,
         a.has_alpha, a.duration_ms, a.marking, a.thumb_hash, a.created_at, o.generation_id
  FROM asset a LEFT JOIN output o ON o.asset_id = a.id
  WHERE a.account_id = $1 AND a.deleted_at IS NULL AND a.status <> 'uploading'`
const ONE = { name: 'one', text: `${READ} AND a.id = $2` }
const PAGE = { name: 'page', text: `${READ} ORDER BY a.id DESC LIMIT 51` }

const app = express()
app.get('/one/:accountId/:id', async ({ params }, res) => {
  const { rows } = await pool.query({ ...ONE, values: [params.accountId, params.id] })
  res.json(show(rows[0]))
})
app.get('/page/:accountId/:id', async ({ params }, res) => {
  const { rows } = await pool.query({ ...PAGE, values: [params.accountId] })
  const items = rows.slice(0, 50)
  res.json({ items: items.map(show), nextCursor: rows.length > 50 ? items[49].id : null })
})

type Row = { id: string; created_at: Date } & Record<string, unknown>

function show(row: Row) {
  const file = `/api/v1/assets/${row.id}/file`
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    problem: row.problem,
    fileName: row.file_name,
    mime: row.mime,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    widthPx: row.width_px,
    heightPx: row.height_px,
    hasAlpha: row.has_alpha,
    durationMs: row.duration_ms,
    marking: row.marking,
    thumbHash: row.thumb_hash,
    generationId: row.generation_id,
    files: {
      thumb: `${file}?size=thumb`,
      preview: `${file}?size=preview`,
      original: `${file}?size=original`,
      download: `${file}?size=original&download=1`,
    },
    createdAt: row.created_at.toISOString(),
  }
}

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` })
})
