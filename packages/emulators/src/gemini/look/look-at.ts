import sharp from 'sharp'
import { unreadablePhoto } from '../service-error.ts'
import { findThings, type Things } from './find-things.ts'
import { type Description, findKnown } from './known-photos.ts'
import { nameColours, nameOf, type SeenColour } from './name-colours.ts'
import { printOf } from './print-of.ts'
import { rasterOf, sharpnessOf } from './raster.ts'

/** Something that is wrong with a photo. */
export type Remark = { code: string; words: string }

/** What was seen on a picture; the same for the same picture. */
export type Seen = Description & {
  productCount: number
  colours: SeenColour[]
  remarks: Remark[]
  score: number
}

const COUNTING_SIDE_PX = 96
const SHARPNESS_SIDE_PX = 256
const LOW_RESOLUTION_PX = 700

/**
 * Looks at a picture by counting pixels: what stands out from the ground, in which colours, how sharp and how bright.
 *
 * @throws ServiceError 400 for one that cannot be read
 */
export async function lookAt(bytes: Uint8Array): Promise<Seen> {
  try {
    return await look(bytes)
  } catch {
    throw unreadablePhoto()
  }
}

async function look(bytes: Uint8Array): Promise<Seen> {
  const { width, height } = await sharp(bytes).metadata()
  const raster = await rasterOf(bytes, COUNTING_SIDE_PX)
  const things = findThings(raster)
  const known = findKnown(await printOf(bytes))
  const isBusy = things.borderSpread > 30
  const productCount = known || isBusy ? 1 : things.count
  if (productCount === 0) return NOTHING
  const colours = nameColours(raster, isBusy ? () => true : countsOf(things, raster.width))
  const remarks = findFaults({
    things,
    isBusy,
    productCount,
    sharpness: sharpnessOf(await rasterOf(bytes, SHARPNESS_SIDE_PX)),
    brightness: brightnessOf(raster.rgba),
    longSidePx: Math.max(width, height),
  })
  const score = Math.max(10, 96 - remarks.length * 18 - Math.round(things.borderSpread / 4))
  return { ...(known ?? describe(colours, things)), productCount, colours, remarks, score }
}

/** What is to be said of a picture on which nothing is sold. */
export const NOTHING: Seen = {
  product: '',
  category: 'other',
  materials: [],
  altText: 'A picture without a product',
  productCount: 0,
  colours: [],
  remarks: [{ code: 'no_product', words: 'There is no product to be seen in this photo.' }],
  score: 5,
}

/** Edges mix a thing with its ground, so only what lies within counts; all of it where nothing is that thick. */
function countsOf({ isThing }: Things, width: number): (at: number) => boolean {
  const isWithin = (at: number) => [at, at - 1, at + 1, at - width, at + width].every((each) => isThing[each])
  return isThing.some((_, at) => isWithin(at)) ? isWithin : (at) => isThing[at] === 1
}

function describe([first]: SeenColour[], { ground }: Things): Description {
  const colour = first?.name ?? 'plain'
  return {
    product: `${colour.charAt(0).toUpperCase()}${colour.slice(1)} product`,
    category: 'other',
    materials: [],
    altText: `A ${colour} product in front of a ${nameOf(ground)} background`,
  }
}

type Facts = {
  things: Things
  isBusy: boolean
  productCount: number
  sharpness: number
  brightness: number
  longSidePx: number
}

function findFaults(facts: Facts): Remark[] {
  const { things, isBusy, productCount, sharpness, brightness, longSidePx } = facts
  const faults: [isThere: boolean, code: string, words: string][] = [
    [productCount > 1, 'several_products', `There are ${productCount} products; use one photo for each.`],
    [
      longSidePx < LOW_RESOLUTION_PX,
      'low_resolution',
      `The photo has only ${longSidePx} pixels on its longer side.`,
    ],
    [sharpness < 20, 'blurry', 'The photo is out of focus.'],
    [brightness < 45, 'too_dark', 'The photo is dark; details are lost in the shadows.'],
    [brightness > 250, 'too_bright', 'The photo is overexposed; details are lost in the light.'],
    [isBusy, 'busy_background', 'The background is busy; a plain one makes a cleaner cut-out.'],
    [!isBusy && things.touchedShare > 0.12, 'cropped', 'The product touches the edge of the photo.'],
  ]
  return faults.flatMap(([isThere, code, words]) => (isThere ? [{ code, words }] : []))
}

function brightnessOf(rgba: Uint8Array): number {
  let sum = 0
  for (let at = 0; at < rgba.length; at += 4) {
    sum += 0.3 * (rgba[at] ?? 0) + 0.59 * (rgba[at + 1] ?? 0) + 0.11 * (rgba[at + 2] ?? 0)
  }
  return sum / Math.max(1, rgba.length / 4)
}
