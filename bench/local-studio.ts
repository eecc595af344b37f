import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { BUILT_IN_REGISTRY, findModel, LOCAL_STUDIO_ID } from '@studio/core/models'
import { createLocalStudio } from '@studio/integrations/local-studio'
import sharp from 'sharp'
import { percentile, report, timeMs } from './support/figures.ts'

/**
 * How long a white hero of 2000 px takes from a photo of 12 megapixels, and what the process holds at its peak. Beside
 * it the least that such a picture needs: sharp alone resizes the photo and sets it on white. Every arm is a process
 * of its own, warmed up by two pictures; every photo is another one, so that nothing is remembered. Goals of the
 * product: at most 3 s, at most 1.5 GB, on two cores.
 */
const PICTURES = 9
const WARM_UP = 2
const SIDE_PX = 2000
const PHOTO = { width: 4000, height: 3000 }
const NAMES = ['nikolai-chernichenko-1299748', 'ruslan-bardash-351288', 'charles-deluvio-695736']

type Arm = (photo: Buffer) => Promise<unknown>

const [, , arm] = process.argv
if (arm === undefined) {
  console.log(
    `node=${process.version}  load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}  ${PICTURES} pictures`,
  )
  for (const name of ['local studio', 'sharp alone']) {
    const child = fork(fileURLToPath(import.meta.url), [name], { stdio: 'inherit' })
    await once(child, 'exit')
  }
} else if (arm === 'local studio') {
  const studio = createLocalStudio()
  await run(arm, (photo) => studio.makePicture(requestFor(photo), new AbortController().signal))
  await studio.close()
} else {
  await run(arm, setOnWhite)
}

async function run(name: string, make: Arm): Promise<void> {
  const takenMs: number[] = []
  const workedMs: number[] = []
  for (let index = 0; index < PICTURES + WARM_UP; index++) {
    const photo = await enlarge(NAMES[index % NAMES.length] ?? '', index)
    const begun = process.cpuUsage()
    const took = await timeMs(() => make(photo))
    const { user, system } = process.cpuUsage(begun)
    if (index < WARM_UP) continue
    takenMs.push(took)
    workedMs.push((user + system) / 1000)
  }
  const isOurs = name === 'local studio'
  report(`${name}: a picture of ${SIDE_PX} px`, takenMs, 'ms', isOurs ? '3000' : '')
  // What the processors did, all threads together: hardly touched by what else the machine has to do.
  report('  of the processors', workedMs, 'ms')
  const peakMib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
  console.log(
    `  slowest ${percentile(takenMs, 1).toFixed(0)} ms; peak memory ${peakMib.toFixed(0)} MiB${isOurs ? ' · goal 1536' : ''}`,
  )
}

/** A photo of the fixtures as a camera of 12 megapixels would have taken it, each time a level brighter. */
async function enlarge(name: string, index: number): Promise<Buffer> {
  const file = fileURLToPath(new URL(`../fixtures/photos/${name}-unsplash.jpg`, import.meta.url))
  return sharp(file)
    .resize({ ...PHOTO, fit: 'cover' })
    .linear(1, index)
    .jpeg({ quality: 90 })
    .toBuffer()
}

function requestFor(photo: Buffer): Parameters<ReturnType<typeof createLocalStudio>['makePicture']>[0] {
  const model = findModel(BUILT_IN_REGISTRY, LOCAL_STUDIO_ID)
  if (!model) throw new Error('the registry has no local studio')
  return {
    model,
    prompt: '',
    sources: [{ role: 'product', bytes: photo, mime: 'image/jpeg' }],
    ...({ aspectRatio: '1:1', imageSize: '2K', seed: 1, index: 0, scene: 'white', earlier: [] } as const),
    options: { widthPx: SIDE_PX, heightPx: SIDE_PX, acceptUnsure: true },
    task: { id: 'bench', isNew: true },
  }
}

async function setOnWhite(photo: Buffer): Promise<unknown> {
  const side = Math.round(SIDE_PX * 0.88)
  const input = await sharp(photo).resize(side, side, { fit: 'inside' }).toBuffer()
  const ground = { width: SIDE_PX, height: SIDE_PX, channels: 3 as const, background: 'white' }
  return sharp({ create: ground })
    .composite([{ input }])
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer()
}
