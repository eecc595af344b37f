/**
 * The page of a batch in real Chromium. First one of 10,000 finished items: it is scrolled from one end to the other as
 * fast as a hand can, then decided about by key; every frame is timed. Then a batch that runs: what the live channel says,
 * and what the browser reads again because of it. Run: node bench/batch-page.ts [items of the running batch]
 */
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { assetKey } from '@studio/core/assets'
import { newId } from '@studio/core/kernel'
import { PLANS } from '@studio/core/plans'
import { openDatabase } from '@studio/db'
import { openObjectStore } from '@studio/integrations/object-store'
import { grantAsOperator } from '@studio/services/credits'
import { operatorActor } from '@studio/services/kernel'
import { readPhoto } from '@studio/services/testing'
import sharp from 'sharp'
import { openBrowser, signUp, type Visitor, visit } from '../e2e/support/browser.ts'
import { startStudio } from '../e2e/support/studio.ts'
import { listenToPage } from './support/listen-to-page.ts'
import { scrollThrough, timeFrames } from './support/time-frames.ts'

const FINISHED = 10_000
const RUNNING = Number(process.argv[2] ?? 300)
const EMAIL = 'bench@example.com'

const clock = { now: () => new Date() }
const studio = await startStudio()
const browser = await openBrowser()
const db = openDatabase({ url: studio.databaseUrl })
try {
  const visitor = await visit(studio.url)
  const { page } = visitor
  await signUp(visitor, EMAIL)
  const { id: accountId } = await db.account.findFirstOrThrow()
  const { id: planId, version: planVersion } = PLANS.agency
  await db.subscription.update({ where: { accountId }, data: { planId, planVersion } })
  const grant = { email: EMAIL, credits: 10_000, reason: 'bench', idempotencyKey: 'bench' }
  await grantAsOperator(operatorActor, grant, { db, clock })

  await page.goto(`/batches/${await fillBatch(accountId)}`)
  await page.locator('[data-item] img').first().waitFor()
  await page.waitForTimeout(2000)
  const scrolled = await scrollThrough(page)
  console.log(`scrolling ${FINISHED} items, ${scrolled.screens} screens in ${scrolled.seconds.toFixed(1)} s:`)
  console.log(`  frames: ${scrolled.frames}, median ${scrolled.medianMs.toFixed(1)} ms`)
  console.log(`  slowest ${scrolled.slowestMs.toFixed(1)} ms, over 50 ms: ${scrolled.overFifty} (goal: none)`)
  console.log(
    `  script over 50 ms at a time: ${scrolled.longTasks}; layout shift: ${scrolled.shift.toFixed(3)}`,
  )
  console.log(`  most elements in the document: ${scrolled.mostElements} (goal: at most 1,500)`)

  await page.evaluate(() => window.scrollTo(0, 0))
  await page.locator('[data-item="0"]').focus()
  const decided = await timeFrames(page, async () => {
    for (let item = 0; item < 100; item++) {
      await page.keyboard.press(item % 3 === 0 ? 'r' : 'a')
      await page.keyboard.press('ArrowRight')
    }
  })
  console.log(`deciding about 100 by key in ${decided.seconds.toFixed(1)} s:`)
  console.log(`  slowest frame ${decided.slowestMs.toFixed(1)} ms, over 50 ms: ${decided.overFifty}`)

  const heard = await listenToPage(page)
  const startedAt = clock.now()
  const id = await startBatch(page)
  await page.goto(`/batches/${id}`)
  const watched = await timeFrames(page, () =>
    page.getByText(/^(Finished|Stopped)/).waitFor({ timeout: 600_000 }),
  )
  const { seconds } = watched
  const rate = (count: number) => (count / seconds).toFixed(1)
  const written = await db.event.count({ where: { accountId, createdAt: { gte: startedAt } } })
  console.log(`a batch of ${RUNNING} items that runs, watched for ${seconds.toFixed(1)} s:`)
  console.log(`  events written: ${written} (${rate(written)} a second)`)
  console.log(`  events heard: ${heard.events} (${rate(heard.events)} a second)`)
  console.log(
    `  requests: ${heard.requests} (${rate(heard.requests)} a second), reads in them: ${rate(heard.reads)} a second`,
  )
  console.log(`  read again: ${(heard.bytes / seconds / 1000).toFixed(0)} KB a second`)
  console.log(`  slowest frame ${watched.slowestMs.toFixed(1)} ms, over 50 ms: ${watched.overFifty}`)
} finally {
  await browser.close()
  await db.$disconnect()
  await studio.stop()
}

/** A finished batch whose pictures all have files of their own, written past every job: how it is shown is what counts. */
async function fillBatch(accountId: string): Promise<string> {
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
  const work = { prompt: 'on white', shotId: 'white-hero', modelId: 'gemini-3-pro-image' }
  await db.batch.create({
    data: {
      ...{ id: batchId, accountId, name: 'Ten thousand', status: 'finished', request: {}, requestHash: '' },
      ...{ createdAt: now, startedAt: now, finishedAt: now },
    },
  })
  for (let from = 0; from < FINISHED; from += 500) {
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
      await store.put(key, Readable.from([bytes]), { mime: 'image/webp', sizeBytes: bytes.length })
    }
  }
  return batchId
}

/** Starts a batch in the page's own session, of photos that are uploaded for it. */
async function startBatch(page: Visitor['page']): Promise<string> {
  const work = Array.from({ length: 20 }, (_, index) => ({ prompt: `on white, ${index}` }))
  const assetIds: string[] = []
  for (let photo = 0; photo < RUNNING / work.length; photo++) {
    // Bytes behind the end of a JPEG make it another file and the same picture.
    const bytes = [...(await readPhoto()), photo]
    const asset = await page.evaluate(async (bytes) => {
      const form = new FormData()
      form.append('file', new Blob([Uint8Array.from(bytes)]), 'mug.jpg')
      return (await fetch('/api/uploads', { method: 'POST', body: form })).json()
    }, bytes)
    assetIds.push(asset.id)
  }
  const request = { name: 'Running', sources: { assetIds }, work, maxCredits: 100_000 }
  const answer = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/trpc/batches.start', { method: 'POST', headers, body })).json()
  }, JSON.stringify(request))
  if (!answer.result) throw new Error(JSON.stringify(answer))
  return answer.result.data.id
}
