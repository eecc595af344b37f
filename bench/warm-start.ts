/**
 * From `npm start` to the first page, on a home that was used before: medians of five starts, with the bare
 * start of the embedded PostgreSQL beside it. Run: node bench/warm-start.ts
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '../apps/cli/src/launch/stack.ts'
import { startPostgres } from '../packages/db/local/postgres.ts'

const ROUNDS = 5

const homeDir = mkdtempSync(join(tmpdir(), 'studio-bench-'))
const options = { homeDir, port: 0, hasWeb: true, report: () => {} }
try {
  await startOnce()
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ postgresMs: await startPostgresOnce(), studioMs: await startOnce() })
  }
  console.log(`bare PostgreSQL: ${median(rounds.map(({ postgresMs }) => postgresMs))} ms`)
  console.log(`studio to first page: ${median(rounds.map(({ studioMs }) => studioMs))} ms (at most 10000)`)
} finally {
  rmSync(homeDir, { recursive: true, force: true })
}

async function startOnce(): Promise<number> {
  const begin = performance.now()
  const stack = await startStack(options)
  const page = await fetch(stack.url)
  if (!page.ok) throw new Error(`the first page answered ${page.status}`)
  const tookMs = performance.now() - begin
  await stack.stop()
  return tookMs
}

async function startPostgresOnce(): Promise<number> {
  const begin = performance.now()
  const postgres = await startPostgres({ homeDir })
  const tookMs = performance.now() - begin
  await postgres.stop()
  return tookMs
}

function median(values: number[]): number {
  return Math.round(values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0)
}
