import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pictures } from '@studio/integrations/pictures'
import { PgBoss } from 'pg-boss'
import { type Cost, costOf } from './figures.ts'

/** What bare jobs work with: where the database, the provider and a photo are, and where files go. */
export type BareSetting = {
  databaseUrl: string
  providerUrl: string
  photoPath: string
  outDir: string
  pictures: Pictures
}

const QUEUE = 'bare-item'

/** Bare pg-boss that makes items as the product does: what one is opened with, made for as many rounds as there are. */
export type BareItems = {
  /** Makes so many items by so many lanes. */
  make(count: number, lanes: number): Promise<Cost>
  stop(): Promise<void>
}

/**
 * The real work of an item and nothing of ours around it: a job is fetched, the photo read and prepared, the provider
 * asked over HTTP, its picture decoded, marked and made smaller, the three files written and synced, the job completed.
 * No ledger, no states, no events, nothing that would survive a kill in between.
 */
export async function openBareItems(setting: BareSetting): Promise<BareItems> {
  const { databaseUrl: connectionString } = setting
  const boss = new PgBoss({ connectionString, max: 6, supervise: false, schedule: false })
  boss.on('error', console.error)
  await boss.start()
  await boss.createQueue(QUEUE)
  return {
    async make(count, lanes) {
      let left = count
      const lane = async () => {
        while (left > 0) {
          const [job] = await boss.fetch(QUEUE)
          if (!job) continue
          await makeItem(job.id, setting)
          await boss.complete(QUEUE, job.id)
          left--
        }
      }
      return costOf(async () => {
        await boss.insert(
          QUEUE,
          Array.from({ length: count }, () => ({ data: {} })),
        )
        await Promise.all(Array.from({ length: lanes }, lane))
      })
    },
    stop: () => boss.stop({ graceful: false }),
  }
}

async function makeItem(id: string, { providerUrl, photoPath, outDir, pictures }: BareSetting) {
  const source = await pictures.prepareSource(await readFile(photoPath))
  const inlineData = { mimeType: source.mime, data: Buffer.from(source.bytes).toString('base64') }
  const parts = [{ inlineData }, { text: 'on white' }]
  const answer = await fetch(`${providerUrl}/v1/models/instant:generateContent`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ contents: [{ role: 'user', parts }] }),
  })
  const { candidates } = (await answer.json()) as {
    candidates: [{ content: { parts: [{ inlineData: { data: string } }] } }]
  }
  const made = Buffer.from(candidates[0].content.parts[0].inlineData.data, 'base64')
  const [original, { thumb, preview }] = await Promise.all([
    pictures.mark(made, 'image/jpeg', 'generated'),
    pictures.derive(made, 'generated'),
  ])
  const directory = join(outDir, id)
  await mkdir(directory, { recursive: true })
  const files = Object.entries({ original, thumb, preview })
  await Promise.all(files.map(([name, bytes]) => writeFile(join(directory, name), bytes, { flush: true })))
}
