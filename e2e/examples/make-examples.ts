/**
 * Makes the example pictures of the shot gallery (apps/web/public/shots/<shot>.webp, 640×800), with the prompts of the
 * product itself: by the stand-in for Gemini, and by the local studio what only that makes. Run by hand after a scene
 * or a shot has changed, for all shots or those named, and look at what it wrote:
 * `node e2e/examples/make-examples.ts [shot …]`
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { type AspectRatio, BUILT_IN_REGISTRY, findModel } from '@studio/core/models'
import { composePrompt, SHOTS, type Shot } from '@studio/core/shots'
import { createPictureMaker } from '@studio/emulators/gemini'
import { createLocalStudio } from '@studio/integrations/local-studio'
import { isMade } from '@studio/integrations/picture-provider'
import sharp from 'sharp'
import { drawBox } from './draw-box.ts'
import { drawGarment } from './draw-garment.ts'
import { EXAMPLES, type Example, type Photo } from './plan.ts'
import { CHANGES } from './show-change.ts'

const root = new URL('../../', import.meta.url)
const fixtures = new URL('fixtures/photos/', root)
const target = new URL('apps/web/public/shots/', root)
const SIZE = { width: 640, height: 800 }
/** What the gallery may load of each. */
const MOST_BYTES = 30_000
const QUALITIES = [82, 76, 70, 62, 54, 46, 38, 30]

const maker = createPictureMaker({ hasWatermark: false })
const studio = createLocalStudio()

async function readPhoto(photo: Photo): Promise<Buffer> {
  if (photo === 'garment') return drawGarment({ colour: '#3f6f73', hasInside: false })
  if (photo === 'open-garment') return drawGarment({ colour: '#b5523b', hasInside: true })
  if (photo === 'box') return drawBox()
  const name = (await readdir(fixtures)).find((file) => file.startsWith(photo))
  return readFile(new URL(name ?? photo, fixtures))
}

/** Makes what a shot makes of the photos. */
async function makeShot(shot: Shot, { photos, seed, words = '', colour }: Example): Promise<Buffer> {
  const sources = await Promise.all(photos.map(readPhoto))
  const options = { widthMm: 85, heightMm: 145, ...shot.options, ...(colour && { colour }) }
  const roles = photos.map(() => 'product' as const)
  const brand = null
  const prompt = composePrompt({ shot, words, options, roles, brand, makes: 'picture', isRefinement: false })
  if (shot.tasks[0] === 'studio') return makeLocally(shot, sources, options)
  const { bytes } = await maker.make({
    prompt,
    sources: sources.map((photo) => ({ bytes: photo, mime: 'image/jpeg' })),
    widthPx: SIZE.width * 2,
    heightPx: SIZE.height * 2,
    seed,
    mime: 'image/png',
  })
  return Buffer.from(bytes)
}

async function makeLocally(
  shot: Shot,
  photos: Buffer[],
  options: Shot['options'],
  { index = 0, aspectRatio = '4:5' as AspectRatio } = {},
): Promise<Buffer> {
  const model = findModel(BUILT_IN_REGISTRY, 'local-studio')
  if (!model) throw new Error('the local studio is not in the registry')
  const made = await studio.makePicture(
    {
      ...{ model, prompt: '', options: { ...options, acceptUnsure: true }, scene: shot.scene },
      sources: photos.map((bytes) => ({ role: 'product', bytes, mime: 'image/jpeg' })),
      ...{
        aspectRatio,
        imageSize: '1K',
        seed: 1,
        index,
        earlier: [],
        task: { id: shot.id, isNew: true },
      },
    },
    new AbortController().signal,
  )
  if (!isMade(made)) throw new Error('the local studio answers at once')
  return Buffer.from(made.bytes)
}

/** Writes the smallest loss that stays below the limit. */
async function write(id: string, picture: Buffer): Promise<void> {
  for (const quality of QUALITIES) {
    const small = await sharp(picture)
      .resize({ ...SIZE, fit: 'contain', background: '#ffffff' })
      .flatten({ background: '#ffffff' })
      .webp({ quality, effort: 6 })
      .toBuffer()
    if (small.length > MOST_BYTES && quality !== QUALITIES.at(-1)) continue
    await writeFile(new URL(`${id}.webp`, target), small)
    process.stdout.write(`${id}: ${small.length} bytes at quality ${quality}\n`)
    return
  }
}

const named = process.argv.slice(2)
for (const shot of SHOTS.filter(({ id }) => named.length === 0 || named.includes(id))) {
  const example = EXAMPLES[shot.id]
  const change = CHANGES[shot.id]
  if (example) await write(shot.id, await makeShot(shot, example))
  else if (change) await write(shot.id, await change({ shot, maker, readPhoto, makeLocally }))
  else throw new Error(`nothing says how the example of ${shot.id} is made`)
}
await Promise.all([maker.close(), studio.close()])
