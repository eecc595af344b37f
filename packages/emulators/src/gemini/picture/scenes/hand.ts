import { drawShapes } from '../canvas.ts'
import { type Colour, css, hex, scale } from '../colour.ts'
import { createLight, lit } from '../light.ts'
import type { PaintScene } from '../scene.ts'
import { bokeh, glow, gradientBox, layered, type Place, pathAt } from '../shapes.ts'
import { addVignette } from '../wall.ts'

/** An open hand that holds the product out, before a plain room far out of focus. */
export const paintInHand: PaintScene = async (frame) => {
  const { widthPx: w, heightPx: h, random } = frame
  const light = createLight(frame, { cast: 0, contact: 0.5, side: -1 })
  const unit = Math.min(w, h)
  const wall = lit(frame.order.colour ?? hex(random.pick(['#d9d3c8', '#d3d8d6', '#dccfc6'] as const)), light)
  const baseY = 0.66
  const at = { x: w * 0.48, y: h * baseY, unit }
  const skin = lit(hex(random.pick(['#d8a888', '#b98262', '#8d5b42'] as const)), light)
  const room = await drawShapes(
    frame,
    [
      gradientBox('room', { x: 0, y: 0, width: w, height: h }, [
        [0, scale(wall, 1.06)],
        [0.7, wall],
        [1, scale(wall, 0.84)],
      ]),
      `<rect x="${w * 0.72}" y="${-h * 0.1}" width="${w * 0.3}" height="${h * 0.62}" fill="${css(scale(wall, 0.9))}"/>`,
      `<rect x="${-w * 0.05}" y="${h * 0.1}" width="${w * 0.34}" height="${h * 0.4}" fill="#fff" fill-opacity="0.75"/>`,
      bokeh(
        random,
        7,
        { x: w * 0.6, y: h * 0.1, width: w * 0.4, height: h * 0.4 },
        [unit * 0.03, unit * 0.07],
        [[255, 250, 236]],
        0.3,
      ),
      glow('day', w * 0.1, h * 0.25, unit * 0.9, [255, 252, 244], 0.6),
    ].join(''),
    unit * 0.03,
  )
  const hand = await drawShapes(frame, `${await layered(room)}${palm(at, skin)}`)
  addVignette(hand, 0.12)
  const wide = frame.product ? Math.min(1, frame.product.aspect) : 1
  return {
    canvas: hand,
    stage: {
      centreX: 0.48,
      baseY: baseY + 0.012,
      width: 0.66,
      height: 0.42 + 0.14 * (1 - wide),
      horizonY: baseY - 0.02,
      isCentred: false,
    },
    pose: 'standing',
    light,
    mirror: 0,
    grain: 0.5,
    front: thumb(at, skin),
  }
}

/** Forearm with a sleeve, palm and fingers, reaching in from the lower right. */
function palm(place: Place, skin: Colour): string {
  const { x, y, unit } = place
  const outline = pathAt(
    place,
    'M -.40 -.012 C -.30 -.03 -.22 .002 -.10 .008 C .04 .014 .14 .0 .24 .03 C .33 .055 .40 .12 .50 .26 L .74 .62 L .42 .82 L .20 .36 C .12 .26 .02 .21 -.10 .185 C -.22 .16 -.33 .115 -.41 .05 C -.45 .015 -.44 -.008 -.40 -.012 Z',
  )
  const fingers = [
    'M -.43 .022 C -.30 .045 -.18 .05 -.02 .052',
    'M -.40 .058 C -.28 .088 -.16 .094 -.01 .094',
    'M -.34 .098 C -.24 .128 -.14 .136 -.01 .136',
  ]
  const sleeve = pathAt(
    place,
    'M .36 .30 C .44 .24 .50 .22 .55 .26 L .95 .80 L .52 1.1 L .27 .50 C .27 .42 .30 .35 .36 .30 Z',
  )
  const knit = hex('#5f6f73')
  return `<defs>
    <linearGradient id="skin" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${css(scale(skin, 1.12))}"/><stop offset="0.35" stop-color="${css(skin)}"/><stop offset="1" stop-color="${css(scale(skin, 0.68))}"/></linearGradient>
    <linearGradient id="knit" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${css(scale(knit, 1.15))}"/><stop offset="1" stop-color="${css(scale(knit, 0.6))}"/></linearGradient>
    <filter id="handSoft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="${unit * 0.006}"/></filter>
    <clipPath id="hand"><path d="${outline}"/></clipPath></defs>
    <path d="${outline}" fill="url(#skin)"/>
    <g clip-path="url(#hand)" fill="none" filter="url(#handSoft)">
      ${fingers.map((d) => `<path d="${pathAt(place, d)}" stroke="${css(scale(skin, 0.55))}" stroke-opacity="0.7" stroke-width="${unit * 0.008}"/><path d="${pathAt(place, d)}" transform="translate(0 ${unit * 0.012})" stroke="${css(scale(skin, 1.2))}" stroke-opacity="0.45" stroke-width="${unit * 0.01}"/>`).join('')}
      <ellipse cx="${x}" cy="${y + unit * 0.012}" rx="${unit * 0.25}" ry="${unit * 0.02}" fill="#2a1a12" fill-opacity="0.35"/>
    </g>
    <path d="${sleeve}" fill="url(#knit)"/>
    <path d="${pathAt(place, 'M .27 .50 C .27 .42 .30 .35 .36 .30 C .44 .24 .50 .22 .55 .26')}" fill="none" stroke="${css(scale(knit, 0.75))}" stroke-width="${unit * 0.012}"/>`
}

/** The thumb, which comes up before the product. */
function thumb(place: Place, skin: Colour): string {
  const { unit } = place
  return `<defs><linearGradient id="thumb" x1="0" y1="0" x2="1" y2="0.4"><stop offset="0" stop-color="${css(scale(skin, 1.16))}"/><stop offset="1" stop-color="${css(scale(skin, 0.78))}"/></linearGradient></defs>
    <path d="${pathAt(place, 'M .33 .12 C .26 .10 .20 .04 .185 -.03 C .17 -.09 .185 -.125 .21 -.125 C .24 -.125 .25 -.10 .262 -.055 C .28 .0 .33 .03 .38 .10 Z')}" fill="url(#thumb)"/>
    <path d="${pathAt(place, 'M .198 -.108 C .206 -.118 .22 -.118 .226 -.108 C .232 -.09 .232 -.078 .228 -.07 C .216 -.066 .206 -.07 .2 -.078 C .196 -.09 .195 -.1 .198 -.108 Z')}" fill="#fff" fill-opacity="0.28" stroke="${css(scale(skin, 0.8))}" stroke-opacity="0.5" stroke-width="${unit * 0.002}"/>`
}
