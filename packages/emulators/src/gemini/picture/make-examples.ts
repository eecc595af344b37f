/**
 * Makes the example pictures of the shot gallery (apps/web/public/shots/<shot>.webp, 640×800) from the fixture photos.
 * Run by hand after a scene or a shot's words have changed, and look at what it wrote:
 * `node packages/emulators/src/gemini/picture/make-examples.ts`
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { createPictureMaker } from './index.ts'

const root = new URL('../../../../../', import.meta.url)
const target = new URL('apps/web/public/shots/', root)

/** Which photo suits which shot. The prompts say in short what core/src/shots says at length. */
const examples: readonly { shot: string; photo: string; seed: number; prompt: string }[] = [
  {
    shot: 'white-hero',
    photo: 'nikolai-chernichenko-1299748',
    seed: 3,
    prompt: 'in front of a seamless pure white background',
  },
  {
    shot: 'grey-studio',
    photo: 'ruslan-bardash-351288',
    seed: 3,
    prompt: 'in front of a seamless soft grey studio backdrop',
  },
  {
    shot: 'floating',
    photo: 'imani-clovis-234736',
    seed: 5,
    prompt: 'floating in mid-air in front of a smooth pastel backdrop',
  },
  {
    shot: 'plinth',
    photo: 'alexander-andrews-260988',
    seed: 4,
    prompt: 'standing on a round travertine stone plinth',
  },
  {
    shot: 'kitchen',
    photo: 'charles-deluvio-695736',
    seed: 6,
    prompt: 'standing on a light wooden kitchen counter',
  },
  {
    shot: 'bathroom',
    photo: 'charles-deluvio-695736',
    seed: 12,
    prompt: 'standing on a white marble bathroom shelf',
  },
  {
    shot: 'desk',
    photo: 'alexander-andrews-260988',
    seed: 9,
    prompt: 'standing on a walnut desk, with a calm office behind',
  },
  {
    shot: 'outdoor',
    photo: 'nikolai-chernichenko-1299748',
    seed: 7,
    prompt: 'standing on a weathered stone outdoors',
  },
]

const maker = createPictureMaker({ hasWatermark: false })
await mkdir(target, { recursive: true })
for (const { shot, photo, seed, prompt } of examples) {
  const bytes = await readFile(new URL(`fixtures/photos/${photo}-unsplash.jpg`, root))
  const { bytes: picture } = await maker.make({
    prompt: `Scene: the product is ${prompt}.`,
    sources: [{ bytes, mime: 'image/jpeg' }],
    widthPx: 1280,
    heightPx: 1600,
    seed,
    mime: 'image/png',
  })
  const small = await sharp(picture).resize(640, 800).webp({ quality: 80 }).toBuffer()
  await writeFile(new URL(`${shot}.webp`, target), small)
}
await maker.close()
