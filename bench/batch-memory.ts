import { createTokenInput } from '@studio/core/tokens'
import { readBatch } from '@studio/services/batches'
import { readPhoto } from '@studio/services/testing'
import { createToken } from '@studio/services/tokens'
import sharp from 'sharp'
import { withStudio } from './support/bench-studio.ts'
import { startInstantProvider } from './support/instant-provider.ts'
import { openMerchant, startOf } from './support/item-arms.ts'
import { askMemory, type StudioProcess, startProcess, TELLING_MEMORY } from './support/studio-processes.ts'

/**
 * Whether memory stays flat: a large batch of small photos in a worker process whose provider takes no time, while the API is
 * asked how far it is. At every eighth of the way each process collects its garbage and tells what it holds: what still grows
 * from one quarter to the last leaks. ITEMS is the first argument.
 */
const ITEMS = Number(process.argv[2] ?? 10_000)
const PHOTO_PX = 160
const LOOKS = 8
const ASK_EVERY_MS = 500

await withStudio(async (studio) => {
  const provider = await startInstantProvider({ photoPx: PHOTO_PX })
  const { merchant, assetIds } = await openMerchant(studio, ITEMS, await smallPhoto())
  const options = { geminiUrl: provider.url, execArgv: TELLING_MEMORY }
  const processes: Record<string, StudioProcess> = {
    worker: await startProcess(studio, 'worker', options),
    API: await startProcess(studio, 'api', options),
  }
  const deps = { ...studio.deps, clock: { now: () => new Date() } }
  const asked = createTokenInput.parse({ name: 'bench', scopes: ['generations:read'], expiresInDays: 1 })
  const { token } = await createToken(merchant, asked, deps)
  const headers = { authorization: `Bearer ${token}` }
  await tell(processes, 'before the first item')
  const batch = await startOf(merchant, assetIds, deps)
  const begun = performance.now()
  for (let look = 1, done = 0; done < ITEMS; ) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
    const answer = await fetch(`${processes.API?.url}/api/v1/batches/${batch.id}`, { headers })
    if (!answer.ok) throw new Error(`the API answered ${answer.status}: ${await answer.text()}`)
    await answer.json()
    const { items } = await readBatch(merchant, batch, deps)
    if (items.failed > 0) throw new Error(`${items.failed} items failed`)
    done = items.succeeded
    if (done * LOOKS < look * ITEMS) continue
    const perSecond = (done * 1000) / (performance.now() - begun)
    await tell(processes, `${done} items, ${perSecond.toFixed(1)} a second`)
    while (done * LOOKS >= look * ITEMS) look++
  }
  await Promise.all(Object.values(processes).map((each) => each.stop()))
  provider.stop()
})

async function smallPhoto(): Promise<Buffer> {
  return sharp(await readPhoto())
    .resize(PHOTO_PX)
    .jpeg()
    .toBuffer()
}

async function tell(processes: Record<string, StudioProcess>, when: string): Promise<void> {
  console.log(when)
  for (const [name, each] of Object.entries(processes)) {
    const { rss, heapUsed, external, arrayBuffers } = await askMemory(each)
    const [all, heap, outside, buffers] = [rss, heapUsed, external, arrayBuffers].map((bytes) =>
      (bytes / 1024 ** 2).toFixed(0).padStart(4),
    )
    console.log(
      `  ${name.padEnd(8)} ${all} MiB; heap ${heap}, outside of it ${outside}, of that buffers ${buffers}`,
    )
  }
}
