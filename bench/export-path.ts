import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { assetKey } from '@studio/core/assets'
import { MAX_DOWNLOAD_ASSETS } from '@studio/core/exports'
import { newId } from '@studio/core/kernel'
import { createExport, downloadAssets, makeExport } from '@studio/services/exports'
import { systemActor } from '@studio/services/kernel'
import { withStudio } from './support/bench-studio.ts'
import { drain } from './support/drain.ts'
import { percentile, report, timeMs } from './support/figures.ts'

/**
 * Archives as people get them, of 2,000 pictures in a library: a download, streamed to whoever asks, and an export of
 * everything, as its job makes it, up to the point where it would be stored. Beside each, the least it needs: reading
 * the same objects out of the same storage, and their CRC. `bench/export.ts` measures the zip writer by itself.
 * Goals of the product: at least 0.7 of that speed, memory that grows by at most 64 MB, first byte within 200 ms.
 */
const FILES = 2000
const FILE_BYTES = 512 * 1024
const THUMB_BYTES = 12 * 1024
const ROUNDS = 5

await withStudio(async (studio) => {
  const { deps } = studio
  const merchant = await studio.makeAccount()
  const assets = Array.from({ length: FILES }, (_, index) => ({
    ...{ id: newId('asset', studio.clock.now()), accountId: merchant.accountId, attempt: 0 },
    ...{ kind: 'upload' as const, status: 'ready' as const, fileName: `photo ${index % 500}.jpg` },
    ...{ mime: 'image/jpeg', sizeBytes: FILE_BYTES, sha256: String(index), widthPx: 800, heightPx: 600 },
    createdAt: studio.clock.now(),
  }))
  await deps.db.asset.createMany({ data: assets })
  const originals = assets.map((asset) => assetKey(asset, 'original'))
  const thumbs = assets.map((asset) => assetKey(asset, 'thumb'))
  for (const key of originals)
    await deps.store.put(key, randomBytes(FILE_BYTES), { sizeBytes: FILE_BYTES, mime: 'image/jpeg' })
  for (const key of thumbs)
    await deps.store.put(key, randomBytes(THUMB_BYTES), { sizeBytes: THUMB_BYTES, mime: 'image/webp' })

  async function readAlone(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      let sum = 0
      for await (const chunk of (await deps.store.get(key)).body) sum = crc32(chunk, sum)
    }
  }

  const ids = assets.map(({ id }) => id)
  const download = async (count = FILES) => {
    await deps.db.attemptCounter.deleteMany()
    return drain(async () => (await downloadAssets(merchant, { ids: ids.slice(0, count) }, deps)).archive)
  }

  /** The job itself; its archive is read to its end in place of being stored, which the other arm does not do either. */
  async function exportEverything() {
    await deps.db.attemptCounter.deleteMany()
    const { id } = await createExport(merchant, {}, deps)
    let drained = { bytes: 0, firstByteMs: 0, growthMib: 0 }
    const putStream = async (_key: string, body: Readable) => {
      drained = await drain(() => body)
      return { sizeBytes: drained.bytes }
    }
    const { signal } = new AbortController()
    await makeExport(systemActor, { exportId: id, signal }, { ...deps, store: { ...deps.store, putStream } })
    return drained
  }

  for (const [name, make, keys] of [
    ['a download', () => download(), originals],
    ['an export of everything', exportEverything, [...originals, ...thumbs]],
  ] as const) {
    const ratios: number[] = []
    const growthMib: number[] = []
    const firstByteMs: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      let aloneMs = 0
      let oursMs = 0
      const ours = async () => {
        oursMs = await timeMs(async () => {
          const drained = await make()
          growthMib.push(drained.growthMib)
          firstByteMs.push(drained.firstByteMs)
        })
      }
      const alone = async () => {
        aloneMs = await timeMs(() => readAlone(keys))
      }
      for (const arm of round % 2 ? [ours, alone] : [alone, ours]) await arm()
      if (round === 0) continue
      ratios.push(aloneMs / oursMs)
    }
    console.log(`\n${name} of ${FILES} pictures`)
    console.log(`speed ÷ reading and CRC alone: ${percentile(ratios, 0.5).toFixed(2)} · goal 0.7`)
    console.log(`first one, which also loads what it needs: ${growthMib.shift()?.toFixed(1)} MiB`)
    report('growth of memory', growthMib, 'MiB', '64')
    report('first byte', firstByteMs, 'ms')
  }

  const firstOf200Ms: number[] = []
  for (let round = 0; round <= ROUNDS; round++)
    firstOf200Ms.push((await download(MAX_DOWNLOAD_ASSETS)).firstByteMs)
  console.log(`\na download of ${MAX_DOWNLOAD_ASSETS} pictures, the most that one may ask for`)
  report('first byte', firstOf200Ms, 'ms', '200')

  // The whole way once, into storage: what the worker grows by while it holds parts of the archive.
  await deps.db.attemptCounter.deleteMany()
  const { id } = await createExport(merchant, {}, deps)
  const before = process.memoryUsage.rss()
  let most = before
  const sampling = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  const { signal } = new AbortController()
  const storedMs = await timeMs(() => makeExport(systemActor, { exportId: id, signal }, deps))
  clearInterval(sampling)
  const { sizeBytes } = await deps.db.export.findUniqueOrThrow({ where: { id } })
  const mib = Number(sizeBytes) / 1024 ** 2
  console.log(
    `\nstored as well: ${mib.toFixed(0)} MiB in ${(storedMs / 1000).toFixed(1)} s, memory +${((most - before) / 1024 ** 2).toFixed(1)} MiB`,
  )
})
