/**
 * The page of a batch in real Chromium. First one of 10,000 finished items: it is scrolled from one end to the other as
 * fast as a hand can, then decided about by key; every frame is timed. Then a batch that runs: what the live channel says,
 * and what the browser reads again because of it. Run: node bench/batch-page.ts [items of the running batch]
 */
import { PLANS } from '@studio/core/plans'
import { openDatabase } from '@studio/db'
import { grantAsOperator } from '@studio/services/credits'
import { operatorActor } from '@studio/services/kernel'
import { readPhoto } from '@studio/services/testing'
import { openBrowser, signUp, type Visitor, visit } from '../e2e/support/browser.ts'
import { startStudio } from '../e2e/support/studio.ts'
import { fillBatch } from './support/fill-batch.ts'
import { listenToPage } from './support/listen-to-page.ts'
import { scrollInArms } from './support/scroll-arms.ts'
import { describeFrames, timeFrames } from './support/time-frames.ts'

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

  const batch = await fillBatch(studio, { db, accountId, items: FINISHED })
  await scrollInArms(visitor, batch)

  await page.evaluate(() => window.scrollTo(0, 0))
  await page.locator('[data-item="0"]').focus()
  const decided = await timeFrames(page, async () => {
    for (let item = 0; item < 100; item++) {
      await page.keyboard.press(item % 3 === 0 ? 'r' : 'a')
      await page.keyboard.press('ArrowRight')
    }
  })
  console.log(`deciding about 100 by key in ${decided.seconds.toFixed(1)} s:`)
  console.log(`  ${describeFrames(decided)}`)

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
  console.log(`  ${describeFrames(watched)}`)
} finally {
  await browser.close()
  await db.$disconnect()
  await studio.stop()
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
