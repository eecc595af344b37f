import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { ASSET_SIZES, assetKey } from '@studio/core/assets'
import { exportKey } from '@studio/core/exports'
import type { Deps } from '../src/kernel/index.ts'

/** What storage and database disagree about, as object keys; empty lists when all is well. */
export type StorageAudit = { orphans: string[]; missing: string[]; mismatched: string[] }

/** Every object key below a prefix, sorted. */
export async function listKeys({ store }: Pick<Deps, 'store'>, prefix = ''): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of store.list(prefix)) keys.push(key)
  return keys.sort()
}

/**
 * Holds every stored object against every asset and every export: objects nobody owns, objects that are missing,
 * wrong bytes.
 */
export async function auditStorage({ db, store }: Pick<Deps, 'db' | 'store'>): Promise<StorageAudit> {
  const keys = new Set(await listKeys({ store }))
  const assets = await db.asset.findMany()
  const archives = (await db.export.findMany({ where: { status: 'ready' } })).map(exportKey)
  const owned = new Set([
    ...assets.flatMap((asset) => ASSET_SIZES.map((size) => assetKey(asset, size))),
    ...archives,
  ])
  const ready = assets.filter(({ status, deletedAt }) => status === 'ready' && deletedAt === null)
  const expected = [
    ...ready.flatMap((asset) => ASSET_SIZES.map((size) => assetKey(asset, size))),
    ...archives,
  ]
  const missing = expected.filter((key) => !keys.has(key))
  const mismatched: string[] = []
  for (const asset of ready) {
    const key = assetKey(asset, 'original')
    if (missing.includes(key)) continue
    const bytes = await buffer((await store.get(key)).body)
    if (createHash('sha256').update(bytes).digest('hex') !== asset.sha256) mismatched.push(key)
  }
  return { orphans: [...keys].filter((key) => !owned.has(key)), missing, mismatched }
}
