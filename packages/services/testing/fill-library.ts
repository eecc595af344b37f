import { createHash } from 'node:crypto'
import { assetKey, USUAL_SIZES } from '@studio/core/assets'
import { newId } from '@studio/core/kernel'
import type { AccountActor, Deps } from '../src/kernel/index.ts'

/** How many files are written at once. */
const AT_ONCE = 32

/**
 * Gives an account uploads that are ready, past every decoder: each has its row and its three files, a few bytes of
 * its own. For what is about the number of things and not about pictures. Answers their ids.
 */
export async function fillLibrary(
  { accountId }: AccountActor,
  count: number,
  { db, store, clock }: Pick<Deps, 'db' | 'store' | 'clock'>,
): Promise<string[]> {
  const assets = Array.from({ length: count }, () => makeAsset(accountId, clock.now()))
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = assets.slice(from, from + AT_ONCE)
    await db.asset.createMany({ data: some })
    const files = some.flatMap((asset) => USUAL_SIZES.map((size) => assetKey({ ...asset, attempt: 0 }, size)))
    const put = (key: string, asset: (typeof some)[number]) =>
      store.put(key, bytesOf(asset.id), { mime: asset.mime, sizeBytes: asset.sizeBytes })
    await Promise.all(
      files.map((key, index) =>
        put(key, some[Math.floor(index / USUAL_SIZES.length)] as (typeof some)[number]),
      ),
    )
  }
  return assets.map(({ id }) => id)
}

const bytesOf = (id: string) => Buffer.from(`the bytes of ${id}`)

function makeAsset(accountId: string, now: Date) {
  const id = newId('asset', now)
  const bytes = bytesOf(id)
  const picture = { fileName: `${id}.jpg`, mime: 'image/jpeg', widthPx: 1, heightPx: 1 }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { ...picture, sizeBytes: bytes.byteLength, sha256 }
  return { id, accountId, kind: 'upload' as const, status: 'ready' as const, createdAt: now, ...file }
}
