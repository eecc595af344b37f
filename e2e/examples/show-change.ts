import type { AspectRatio } from '@studio/core/models'
import { composePrompt, findShot, type Shot } from '@studio/core/shots'
import type { PictureMaker } from '@studio/emulators/gemini'
import sharp from 'sharp'
import type { Photo } from './plan.ts'

const WIDTH = 1280
const HEIGHT = 1600

/** What an example that shows a change is made with. */
export type Kit = {
  shot: Shot
  maker: PictureMaker
  readPhoto(photo: Photo): Promise<Buffer>
  makeLocally(
    shot: Shot,
    photos: Buffer[],
    options: Shot['options'],
    more?: { index?: number; aspectRatio?: AspectRatio },
  ): Promise<Buffer>
}

/** Examples of utilities show before and after side by side; those of clips, where they move. */
export const CHANGES: Record<string, (kit: Kit) => Promise<Buffer>> = {
  'cut-out': async ({ shot, readPhoto, makeLocally }) => {
    const cut = await makeLocally(shot, [await readPhoto('imani-clovis')], shot.options)
    return onCheckerboard(cut)
  },

  'remove-text': async (kit) => {
    const before = await withCaption(await stage(kit, 'grey-studio', 'imani-clovis', 3))
    return beside(before, await change(kit, before))
  },

  'detail-trio': async ({ shot, readPhoto, makeLocally }) => {
    const photo = await readPhoto('alexander-andrews')
    const gap = 16
    const height = Math.round((HEIGHT - 2 * gap) / 3)
    const details = await Promise.all(
      [0, 1, 2].map(async (index) => {
        const detail = await makeLocally(shot, [photo], shot.options, { index, aspectRatio: '16:9' })
        const input = await sharp(detail).resize(WIDTH, height, { fit: 'cover' }).png().toBuffer()
        return { input, left: 0, top: index * (height + gap) }
      }),
    )
    const white = { width: WIDTH, height: HEIGHT, channels: 3, background: '#ffffff' } as const
    return sharp({ create: white }).composite(details).png().toBuffer()
  },

  expand: async (kit) => {
    const before = await stage(kit, 'floating', 'nikolai-chernichenko', 8, { widthPx: WIDTH, heightPx: 1000 })
    const after = await change(kit, before)
    const frame = `<rect x="12" y="300" width="${WIDTH - 24}" height="1000" fill="none" stroke="#fff" stroke-width="7" stroke-dasharray="26 20" stroke-opacity="0.95"/>`
    return sharp(after)
      .composite([{ input: svg(frame) }])
      .png()
      .toBuffer()
  },

  relight: async (kit) => {
    const bright = await stage(kit, 'kitchen', 'charles-deluvio', 4)
    const before = await sharp(bright)
      .linear([0.66, 0.72, 0.8], [2, 4, 10])
      .modulate({ saturation: 0.7 })
      .png()
      .toBuffer()
    return beside(before, await change(kit, before, 'brighter and warmer'))
  },

  upscale: async (kit) => {
    const whole = await sharp(await stage(kit, 'desk', 'alexander-andrews', 9))
      .extract({ left: 380, top: 560, width: 520, height: 650 })
      .png()
      .toBuffer()
    const coarse = await sharp(whole).resize(72, 90, { kernel: 'cubic' }).png().toBuffer()
    const before = await sharp(coarse).resize(WIDTH, HEIGHT, { kernel: 'nearest' }).png().toBuffer()
    return beside(before, await change(kit, whole))
  },

  recolour: async (kit) => {
    const before = await stage(kit, 'ghost-mannequin', 'open-garment', 1)
    return beside(
      before,
      await change({ ...kit, shot: { ...kit.shot, options: { colour: '#2f6f9f' } } }, before),
    )
  },

  fit: async ({ shot, readPhoto, makeLocally }) => {
    const photo = await readPhoto('charles-deluvio')
    const square = { widthPx: 1000, heightPx: 1000 }
    const fitted = await makeLocally(shot, [photo], square, { aspectRatio: '1:1' })
    const side = 1040
    const at = { left: (WIDTH - side) / 2, top: (HEIGHT - side) / 2 }
    const corner = (x: number, y: number, right: number, down: number) =>
      `<path d="M ${x + right * 90} ${y} H ${x} V ${y + down * 90}"/>`
    const [near, farX, top, low] = [at.left - 50, at.left + side + 50, at.top - 50, at.top + side + 50]
    const marks = `<g fill="none" stroke="#4a4f4e" stroke-width="9">${corner(near, top, 1, 1)}${corner(farX, top, -1, 1)}${corner(near, low, 1, -1)}${corner(farX, low, -1, -1)}</g>`
    return sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#dcdad5' } })
      .composite([
        { input: await sharp(fitted).resize(side, side).png().toBuffer(), ...at },
        { input: svg(marks) },
      ])
      .png()
      .toBuffer()
  },

  turntable: async (kit) => {
    const cut = findShot('cut-out')
    if (!cut) throw new Error('there is no cut-out')
    const photo = await kit.readPhoto('alexander-andrews')
    const product = await sharp(await kit.makeLocally(cut, [photo], {}))
      .trim()
      .toBuffer()
    const ground = await stage(kit, 'grey-studio', null, 3)
    const disc = `<defs><linearGradient id="top" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#f4f4f2"/><stop offset="1" stop-color="#d5d5d2"/></linearGradient></defs>
      <ellipse cx="640" cy="1300" rx="560" ry="128" fill="#000" fill-opacity="0.16"/><ellipse cx="640" cy="1276" rx="540" ry="118" fill="#b9b9b6"/><ellipse cx="640" cy="1250" rx="540" ry="118" fill="url(#top)"/>
      <path d="M 250 1284 A 430 88 0 0 0 1030 1284" fill="none" stroke="#6a6f6e" stroke-width="9" stroke-linecap="round"/><path d="M 992 1262 L 1034 1282 L 1012 1322" fill="none" stroke="#6a6f6e" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/>
      <ellipse cx="640" cy="1252" rx="300" ry="44" fill="#000" fill-opacity="0.22"/>`
    const view = async (share: number, opacity: number, x: number) => {
      const height = 830
      const { width = 1, height: tall = 1 } = await sharp(product).metadata()
      const wide = Math.round((height * width * share) / tall)
      const input = await sharp(product)
        .resize(wide, height, { fit: 'fill' })
        .ensureAlpha()
        .composite([
          {
            input: Buffer.from([0, 0, 0, Math.round(255 * opacity)]),
            raw: { width: 1, height: 1, channels: 4 },
            tile: true,
            blend: 'dest-in',
          },
        ])
        .png()
        .toBuffer()
      return { input, left: Math.round(x - wide / 2), top: 1262 - height }
    }
    const views = [
      await view(0.45, 0.22, 290),
      await view(0.45, 0.22, 990),
      await view(0.75, 0.38, 420),
      await view(0.75, 0.38, 860),
      await view(1, 1, 640),
    ]
    return sharp(ground)
      .composite([{ input: svg(disc) }, ...views])
      .png()
      .toBuffer()
  },

  motion: async (kit) => {
    const still = await stage(kit, 'outdoor', 'charles-deluvio', 11)
    const steps = Array.from({ length: 14 }, (_, index) => 1.008 + index * 0.011)
    const blurred = await Promise.all(
      steps.map(async (zoom, index) => {
        const [wide, tall] = [Math.round(WIDTH * zoom), Math.round(HEIGHT * zoom)]
        const mask = svg(
          `<defs><radialGradient id="m" cx="0.5" cy="0.55" r="0.62"><stop offset="0.5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#fff" stop-opacity="${1 / (index + 2)}"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#m)"/>`,
        )
        const moved = await sharp(still)
          .resize(wide, tall)
          .extract({
            left: Math.round((wide - WIDTH) / 2),
            top: Math.round((tall - HEIGHT) * 0.55),
            width: WIDTH,
            height: HEIGHT,
          })
          .png()
          .toBuffer()
        return sharp(moved)
          .ensureAlpha()
          .composite([{ input: mask, blend: 'dest-in' }])
          .png()
          .toBuffer()
      }),
    )
    const play =
      '<circle cx="640" cy="180" r="76" fill="#000" fill-opacity="0.38"/><path d="M 616 140 L 690 180 L 616 220 Z" fill="#fff" stroke="#fff" stroke-width="8" stroke-linejoin="round"/>'
    return sharp(still)
      .composite([...blurred.map((input) => ({ input })), { input: svg(play) }])
      .png()
      .toBuffer()
  },
}

/** A scene of a shot, made by the stand-in; without a photo the scene alone. */
async function stage(
  { maker, readPhoto }: Kit,
  shotId: string,
  photo: Photo | null,
  seed: number,
  size = { widthPx: WIDTH, heightPx: HEIGHT },
): Promise<Buffer> {
  const shot = findShot(shotId) ?? null
  const sources = photo ? [{ bytes: await readPhoto(photo), mime: 'image/jpeg' }] : []
  const parts = { shot, words: '', options: {}, roles: ['product'], brand: null } as const
  const prompt = composePrompt({ ...parts, makes: 'picture', isRefinement: false })
  const { bytes } = await maker.make({ prompt, sources, ...size, seed, mime: 'image/png' })
  return Buffer.from(bytes)
}

/** What the utility makes of a picture, by the stand-in. */
async function change({ shot, maker }: Kit, before: Buffer, words = ''): Promise<Buffer> {
  const parts = { shot, words, options: shot.options, roles: ['base'], brand: null } as const
  const prompt = composePrompt({ ...parts, makes: 'picture', isRefinement: false })
  const base = { bytes: before, mime: 'image/png', label: 'Photo 1: the picture to change.' }
  const size = { widthPx: WIDTH, heightPx: HEIGHT }
  const { bytes } = await maker.make({ prompt, sources: [base], base, ...size, seed: 1, mime: 'image/png' })
  return Buffer.from(bytes)
}

/** The left half of one picture beside the right half of the other, with a line between them. */
async function beside(before: Buffer, after: Buffer): Promise<Buffer> {
  const half = WIDTH / 2
  const left = await sharp(before)
    .resize(WIDTH, HEIGHT)
    .extract({ left: 0, top: 0, width: half, height: HEIGHT })
    .png()
    .toBuffer()
  const line = `<rect x="${half - 4}" width="8" height="${HEIGHT}" fill="#fff"/>`
  return sharp(after)
    .resize(WIDTH, HEIGHT)
    .composite([{ input: left, left: 0, top: 0 }, { input: svg(line) }])
    .png()
    .toBuffer()
}

async function onCheckerboard(cut: Buffer): Promise<Buffer> {
  const board = `<defs><pattern id="board" width="80" height="80" patternUnits="userSpaceOnUse"><rect width="80" height="80" fill="#ffffff"/><path d="M 0 0 H 40 V 80 H 80 V 40 H 0 Z" fill="#e3e3e1"/></pattern></defs><rect width="100%" height="100%" fill="url(#board)"/>`
  const product = await sharp(cut)
    .trim()
    .resize(1040, 1300, { fit: 'inside' })
    .toBuffer({ resolveWithObject: true })
  const at = {
    left: Math.round((WIDTH - product.info.width) / 2),
    top: Math.round((HEIGHT - product.info.height) / 2),
  }
  return sharp(svg(board))
    .composite([{ input: product.data, ...at }])
    .png()
    .toBuffer()
}

/** "SALE" and two lines of a caption across the middle, as strokes: the machine may have no fonts. */
async function withCaption(picture: Buffer): Promise<Buffer> {
  const letters = [
    'M 96 22 C 84 0 12 -6 12 34 C 12 74 100 50 100 92 C 100 134 22 128 6 102',
    'M 140 126 L 186 4 L 232 126 M 156 86 H 216',
    'M 282 4 V 126 H 352',
    'M 466 4 H 396 V 126 H 466 M 396 64 H 452',
  ]
  const line = (y: number, width: number) => `<path d="M ${640 - width / 2} ${y} h ${width}"/>`
  const caption = `<g fill="none" stroke="#d23b2f" stroke-width="10" stroke-linecap="round" stroke-linejoin="round">
    <g transform="translate(404 170)">${letters.map((d) => `<path d="${d}"/>`).join('')}</g></g>
    <g fill="none" stroke="#fff" stroke-width="12" stroke-linecap="round">${line(1450, 720)}${line(1505, 480)}</g>`
  return sharp(picture)
    .composite([{ input: svg(caption) }])
    .png()
    .toBuffer()
}

function svg(shapes: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${shapes}</svg>`,
  )
}
