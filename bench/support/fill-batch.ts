import { join } from 'node:path'
import { Readable } from 'node:stream'
import { assetKey } from '@studio/core/assets'
import { newId } from '@studio/core/kernel'
import type { Database } from '@studio/db'
import { openObjectStore } from '@studio/integrations/object-store'
import { readPhoto } from '@studio/services/testing'
import sharp from 'sharp'
import type { RunningStudio } from '../../e2e/support/studio.ts'

const clock = { now: () => new Date() }

/** A batch that stands finished, and where the files of its pictures are, in the order of its items. */
export type FilledBatch = { batchId: string; thumbs: readonly string[] }

/** A finished batch whose pictures all have files of their own, written past every job: how it is shown is what counts. */
export async function fillBatch(
  studio: RunningStudio,
  { db, accountId, items }: { db: Database; accountId: string; items: number },
): Promise<FilledBatch> {
  const now = clock.now()
  const root = join(studio.homeDir, 'objects')
  const store = await openObjectStore({
    kind: 'disk',
    root,
    baseUrl: studio.url,
    linkSecret: 'no link is made here'.repeat(2),
    clock,
  })
  const thumbs = await Promise.all(
    Array.from({ length: 24 }, async (_, index) =>
      sharp(await readPhoto())
        .resize(480)
        .modulate({ hue: index * 15 })
        .webp()
        .toBuffer(),
    ),
  )
  const batchId = newId('batch', now)
  const addresses: string[] = []
  const work = { prompt: 'on white', shotId: 'white-hero', modelId: 'gemini-3-pro-image' }
  await db.batch.create({
    data: {
      ...{ id: batchId, accountId, name: 'Ten thousand', status: 'finished', request: {}, requestHash: '' },
      ...{ createdAt: now, startedAt: now, finishedAt: now },
    },
  })
  for (let from = 0; from < items; from += 500) {
    const places = Array.from({ length: 500 }, (_, index) => from + index)
    const rows = places.map((position) => ({
      position,
      ids: [
        newId('asset', now),
        newId('generation', now),
        newId('output', now),
        newId('batchItem', now),
      ] as const,
    }))
    const picture = { mime: 'image/png', sizeBytes: 1, sha256: '', widthPx: 480, heightPx: 360 }
    await db.asset.createMany({
      data: rows.map(({ position, ids: [id] }) => ({
        ...{ id, accountId, kind: 'output', status: 'ready', fileName: `${position}.png`, createdAt: now },
        ...picture,
      })),
    })
    await db.generation.createMany({
      data: rows.map(({ ids: [, id] }) => ({
        ...{ id, accountId, status: 'succeeded', shotId: 'white-hero', words: '', prompt: 'on white' },
        ...{ modelId: work.modelId, modelName: 'Nano Banana', provider: 'gemini', makes: 'picture' },
        ...{ aspectRatio: '4:3', imageSize: '1K', count: 1, creditsEach: 0, requestHash: '' },
        ...{ createdAt: now, finishedAt: now },
      })),
    })
    await db.output.createMany({
      data: rows.map(({ ids: [assetId, generationId, id] }) => ({
        ...{ id, generationId, accountId, index: 0, status: 'succeeded', seed: 1, assetId },
      })),
    })
    await db.batchItem.createMany({
      data: rows.map(({ position, ids: [, generationId, , id] }) => ({
        ...{ id, batchId, accountId, position, status: 'succeeded', name: `Mug ${position}`, work },
        ...{ count: 1, creditsEach: 0, generationId, endedAt: now },
      })),
    })
    for (const { position, ids } of rows) {
      const bytes = thumbs[position % thumbs.length] as Buffer
      const key = assetKey({ accountId, id: ids[0], attempt: 0 }, 'thumb')
      addresses.push(`/api/assets/${ids[0]}/file?size=thumb`)
      await store.put(key, Readable.from([bytes]), { mime: 'image/webp', sizeBytes: bytes.length })
    }
  }
  return { batchId, thumbs: addresses }
}
