import { type Canvas, drawShapes } from '../canvas.ts'
import { type Colour, css, hex, scale } from '../colour.ts'
import { createLight, lit } from '../light.ts'
import type { Frame, PaintScene, Scene } from '../scene.ts'
import { bokeh, glow, gradientBox, layered, type Place, pathAt } from '../shapes.ts'
import { addVignette } from '../wall.ts'
import { paintSweep } from './studio.ts'

/** Somebody without a face before a pale backdrop; what looks like a garment is worn, everything else is held. */
export const paintOnModel: PaintScene = async (frame) => {
  const ground = paintSweep(frame, frame.order.colour ?? hex('#d9d7d3'))
  return withFigure(frame, ground.canvas, ground)
}

/** The same on a street in soft daylight, far out of focus. */
export const paintOnStreet: PaintScene = async (frame) => {
  const light = createLight(frame, { tint: [255, 248, 236] })
  return withFigure(frame, await paintStreet(frame), { light })
}

async function paintStreet({ widthPx: w, heightPx: h, random }: Frame): Promise<Canvas> {
  const unit = Math.min(w, h)
  const walls = ['#b98f72', '#a7a49c', '#c9b59a', '#8f9aa0'] as const
  const facade = (x: number, width: number) => {
    const colour = hex(random.pick(walls))
    const top = random.between(-0.1, 0.12) * h
    const rows = Array.from({ length: 15 }, (_, at) => {
      const column = at % 3
      const row = Math.floor(at / 3)
      return `<rect x="${x + width * (0.14 + column * 0.28)}" y="${top + h * (0.1 + row * 0.14)}" width="${width * 0.16}" height="${h * 0.08}" fill="#4c565c" fill-opacity="0.55"/>`
    })
    return `<rect x="${x}" y="${top}" width="${width}" height="${h}" fill="${css(colour)}"/>${rows.join('')}`
  }
  const shapes = [
    gradientBox('sky', { x: 0, y: 0, width: w, height: h }, [
      [0, hex('#dfe8ec')],
      [0.6, hex('#f3eadb')],
      [1, hex('#cfc4b4')],
    ]),
    facade(-0.08 * w, 0.36 * w),
    facade(0.74 * w, 0.36 * w),
    `<path d="M ${-0.1 * w} ${h} L ${0.4 * w} ${0.66 * h} H ${0.6 * w} L ${1.1 * w} ${h} Z" fill="#a9a39a"/>`,
    bokeh(
      random,
      12,
      { x: 0, y: 0.2 * h, width: w, height: 0.5 * h },
      [unit * 0.02, unit * 0.06],
      [
        [255, 226, 170],
        [255, 244, 220],
      ],
      0.5,
    ),
    bokeh(
      random,
      9,
      { x: 0, y: 0, width: 0.3 * w, height: 0.3 * h },
      [unit * 0.05, unit * 0.1],
      [hex('#7f9a66'), hex('#93ab78')],
      0.6,
    ),
    glow('sun', w * 0.5, h * 0.2, unit * 0.7, [255, 246, 224], 0.8),
  ]
  return drawShapes({ widthPx: w, heightPx: h }, shapes.join(''), unit * 0.026)
}

async function withFigure(frame: Frame, ground: Canvas, { light }: Pick<Scene, 'light'>): Promise<Scene> {
  const { widthPx: w, heightPx: h, random, product } = frame
  const unit = Math.min(w, h * 0.78)
  const isWorn = product?.isGarment ?? false
  const skin = lit(hex(random.pick(['#d8ab8d', '#b68465', '#8a5a43'] as const)), light)
  const cloth = lit(hex(isWorn ? '#4a5560' : random.pick(['#e8e2d8', '#66727a', '#8c7f70'] as const)), light)
  const place: Place = { x: w * 0.5, y: h * 0.2, unit }
  const canvas = await drawShapes(frame, `${await layered(ground)}${body(place, skin, cloth, isWorn)}`, 0)
  addVignette(canvas, 0.12)
  const held = { centreX: 0.5, baseY: 0.72, width: 0.5, height: 0.34, horizonY: 0, isCentred: false }
  // A garment's collar sits on the neck: its upper edge is known, and so its lower one.
  const wornWidth = (1.06 * unit) / w
  const wornHeight = (1.06 * unit) / (product?.aspect ?? 1) / h
  const worn = {
    centreX: 0.5,
    baseY: (place.y - unit * 0.075) / h + wornHeight,
    width: wornWidth,
    height: wornHeight,
    horizonY: 0,
    isCentred: false,
  }
  return {
    canvas,
    stage: isWorn ? worn : held,
    pose: 'hanging',
    light: { ...light, contact: 0.5 },
    mirror: 0,
    grain: 0.5,
    ...(!isWorn && { front: hands({ ...place, y: h * 0.72 }, skin, heldHalfWidth(frame, held)) }),
  }
}

/** Half the width that a product will have in somebody's hands, in pixels. */
function heldHalfWidth(
  { widthPx, heightPx, product }: Frame,
  stage: { width: number; height: number },
): number {
  const aspect = product?.aspect ?? 1
  return Math.min(stage.width * widthPx, stage.height * heightPx * aspect) / 2
}

/** What shows of a body under a garment: nothing at the shoulders, the hips below its hem. */
const UNDER_GARMENT =
  'M -.15 -.04 C -.19 .02 -.23 .08 -.25 .16 C -.26 .30 -.26 .52 -.26 .66 C -.26 .86 -.29 1.0 -.32 1.4 L .32 1.4 C .29 1.0 .26 .86 .26 .66 C .26 .52 .26 .30 .25 .16 C .23 .08 .19 .02 .15 -.04 C .08 .05 -.08 .05 -.15 -.04 Z'

/** Neck, shoulders, arms and torso; the origin is the hollow of the neck. */
function body(place: Place, skin: Colour, cloth: Colour, isWorn: boolean): string {
  const { unit } = place
  const neck =
    'M -.10 -.34 C -.10 -.20 -.11 -.10 -.16 -.05 C -.10 .06 .10 .06 .16 -.05 C .11 -.10 .10 -.20 .10 -.34 Z'
  const jaw =
    'M -.185 -.42 C -.18 -.27 -.09 -.175 .0 -.175 C .09 -.175 .18 -.27 .185 -.42 L .185 -.6 L -.185 -.6 Z'
  const torso = isWorn
    ? UNDER_GARMENT
    : 'M -.15 -.04 C -.24 .0 -.36 .02 -.41 .09 C -.44 .14 -.37 .34 -.345 .52 C -.33 .66 -.33 .78 -.35 1.4 L .35 1.4 C .33 .78 .33 .66 .345 .52 C .37 .34 .44 .14 .41 .09 C .36 .02 .24 .0 .15 -.04 C .08 .05 -.08 .05 -.15 -.04 Z'
  const sleeve = isWorn
    ? 'M .34 .08 C .44 .16 .475 .34 .485 .54 C .495 .76 .50 .96 .455 1.2 L .365 1.2 C .385 .96 .36 .78 .35 .56 C .345 .42 .32 .30 .28 .22 Z'
    : 'M .39 .08 C .48 .16 .52 .34 .53 .50 C .535 .60 .47 .68 .36 .70 L .18 .72 L .17 .60 L .31 .55 C .34 .52 .34 .40 .33 .30 Z'
  const arm = (flip: 1 | -1) =>
    `<path d="${pathAt(place, sleeve, flip)}" fill="url(#${isWorn ? 'skin' : 'cloth'})"/><path d="${pathAt(place, sleeve, flip)}" fill="none" stroke="#000" stroke-opacity="0.10" stroke-width="${unit * 0.006}"/>`
  const shade = (colour: Colour, id: string) =>
    `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2="0.15"><stop offset="0" stop-color="${css(scale(colour, 1.12))}"/><stop offset="0.45" stop-color="${css(colour)}"/><stop offset="1" stop-color="${css(scale(colour, 0.66))}"/></linearGradient>`
  const folds = [
    'M -.20 .20 C -.10 .34 -.16 .50 -.08 .66',
    'M .22 .16 C .14 .32 .20 .48 .12 .70',
    'M -.28 .62 C -.14 .72 .10 .74 .28 .64',
    'M -.05 .10 C -.02 .16 .02 .16 .05 .10',
  ]
  return `<defs>${shade(skin, 'skin')}${shade(cloth, 'cloth')}
      <filter id="figureSoft" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${unit * 0.014}"/></filter>
      <filter id="figureEdge" x="-5%" y="-5%" width="110%" height="110%"><feGaussianBlur stdDeviation="${unit * 0.0018}"/></filter></defs>
    <g filter="url(#figureEdge)">
    <path d="${pathAt(place, jaw)}" fill="url(#skin)"/>
    <path d="${pathAt(place, neck)}" fill="url(#skin)"/>
    <path d="${pathAt(place, 'M -.13 -.24 C -.06 -.12 .06 -.12 .13 -.24 L .12 -.10 C .05 -.03 -.05 -.03 -.12 -.10 Z')}" fill="#2b160c" fill-opacity="0.30" filter="url(#figureSoft)"/>
    ${isWorn ? arm(1) + arm(-1) : ''}
    <path d="${pathAt(place, torso)}" fill="url(#cloth)"/>
    <g fill="none" stroke="#000" stroke-opacity="0.16" stroke-width="${unit * 0.022}" filter="url(#figureSoft)">${folds.map((d) => `<path d="${pathAt(place, d)}"/>`).join('')}</g>
    ${isWorn ? '' : arm(1) + arm(-1)}
    </g>`
}

/** Two hands that hold a product at its lower corners, from below and from before it. */
function hands(place: Place, skin: Colour, halfWidth: number): string {
  const reach = halfWidth / place.unit
  const hand = (flip: 1 | -1) => {
    const at: Place = { ...place, x: place.x + flip * Math.max(0.09, reach - 0.03) * place.unit }
    const palm =
      'M -.075 .05 C -.085 .0 -.06 -.045 -.01 -.05 C .05 -.055 .115 -.03 .15 .01 L .20 .10 C .15 .15 .08 .155 .02 .135 C -.03 .12 -.065 .09 -.075 .05 Z'
    const knuckles = [
      'M -.07 .02 C -.04 .005 .0 .005 .03 .02',
      'M -.072 .055 C -.04 .04 .0 .04 .03 .052',
      'M -.055 .088 C -.03 .075 .0 .075 .03 .086',
    ]
    return `<path d="${pathAt(at, palm, flip)}" fill="url(#held${flip})"/>
      <g fill="none" stroke="${css(scale(skin, 0.55))}" stroke-opacity="0.45" stroke-width="${place.unit * 0.005}" stroke-linecap="round">${knuckles.map((d) => `<path d="${pathAt(at, d, flip)}"/>`).join('')}</g>`
  }
  const shade = (flip: 1 | -1) =>
    `<linearGradient id="held${flip}" x1="0" y1="0" x2="0.3" y2="1"><stop offset="0" stop-color="${css(scale(skin, flip < 0 ? 1.14 : 1.02))}"/><stop offset="1" stop-color="${css(scale(skin, 0.7))}"/></linearGradient>`
  return `<defs>${shade(1)}${shade(-1)}</defs>${hand(-1)}${hand(1)}`
}
