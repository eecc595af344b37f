import { drawShapes, repaint } from '../canvas.ts'
import { css, hex, mix, scale } from '../colour.ts'
import { createLight, lit } from '../light.ts'
import { layeredNoise, noise } from '../noise.ts'
import type { PaintScene } from '../scene.ts'
import { addVignette } from '../wall.ts'

/** Washed linen seen from straight above, with a twig, a card and a pebble at the edges. */
export const paintFlatLay: PaintScene = async (frame) => {
  const { widthPx: w, heightPx: h, random } = frame
  const light = createLight(frame, { contact: 0.55, cast: 0.34, softness: 0.018 })
  const unit = Math.min(w, h)
  const cloth = lit(frame.order.colour ?? hex('#e4dccf'), light)
  const shade = css(scale(cloth, 0.62))
  const away = -light.side
  const prop = (shapes: string, blurPx: number) =>
    `<g transform="translate(${away * -unit * 0.014} ${unit * 0.016})" fill="${shade}" stroke="${shade}" opacity="0.5" filter="url(#soft${blurPx})">${shapes}</g>`
  const twigX = w * (light.side < 0 ? 0.86 : 0.14)
  const leaves = Array.from({ length: 13 }, (_, index) => {
    const y = h * 0.02 + index * unit * 0.036
    const side = index % 2 ? 1 : -1
    const x = twigX + side * unit * 0.042
    return `<ellipse cx="${x}" cy="${y}" rx="${unit * 0.046}" ry="${unit * 0.018}" transform="rotate(${side * random.between(18, 42)} ${x} ${y})"/>`
  }).join('')
  const stem = `<path d="M${twigX} ${-h * 0.02} q ${unit * 0.02} ${unit * 0.25} 0 ${unit * 0.5}" fill="none" stroke-width="${unit * 0.007}"/>`
  const cardX = w * (light.side < 0 ? 0.02 : 0.98)
  const card = `<rect x="${cardX - unit * 0.2}" y="${h * 0.8}" width="${unit * 0.4}" height="${unit * 0.3}" rx="${unit * 0.006}" transform="rotate(${away * 14} ${cardX} ${h * 0.92})"/>`
  const stones = [
    [0.9, 0.87, 0.05],
    [0.83, 0.93, 0.03],
  ]
    .map(([x = 0, y = 0, r = 0]) => {
      const cx = w * (light.side < 0 ? x : 1 - x)
      return `<ellipse cx="${cx}" cy="${h * y}" rx="${unit * r}" ry="${unit * r * 0.82}"/>`
    })
    .join('')
  const soft = (blurPx: number) =>
    `<filter id="soft${blurPx}" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${(unit * blurPx) / 1000}"/></filter>`
  const canvas = await drawShapes(
    frame,
    `<defs>${soft(6)}${soft(9)}</defs><rect width="100%" height="100%" fill="${css(cloth)}"/>
     ${prop(card, 6)}<g fill="${css(lit(hex('#f7f3ec'), light))}">${card}</g>
     ${prop(leaves + stem, 9)}<g fill="${css(lit(hex('#7d8f6d'), light))}" stroke="${css(lit(hex('#67765a'), light))}" stroke-width="${unit * 0.0015}">${leaves}${stem}</g>
     ${prop(stones, 9)}<g fill="${css(lit(hex('#b9b2a7'), light))}">${stones}</g>`,
    unit * 0.0012,
  )
  const seed = random.seed()
  repaint(canvas, (x, y, present) => {
    const u = x / unit
    const v = y / unit
    const folds = layeredNoise(u * 1.4 + v * 0.5, v * 1.1 - u * 0.4, seed, 3) - 0.5
    const crease = 1 - Math.abs(2 * layeredNoise(u * 1.1, v * 2.1, seed + 7, 2) - 1)
    const weave =
      Math.sin(x * 2.1) * 0.012 + Math.sin(y * 2.3) * 0.012 + (noise(x * 0.6, y * 0.6, seed + 3) - 0.5) * 0.05
    const isCloth =
      Math.max(...present.map((value, at) => Math.abs(value - (cloth[at] ?? 0)))) < 60 ? 1 : 0.25
    const toLight = (0.5 - (x / w - 0.5) * light.side * -1 - (y / h - 0.5)) * 0.1
    return scale(present, 1 + isCloth * (0.16 * folds - 0.05 * crease ** 6 + weave) + toLight - 0.05)
  })
  addVignette(canvas, 0.1)
  return {
    canvas,
    stage: { centreX: 0.5, baseY: 0.86, width: 0.66, height: 0.66, horizonY: 0, isCentred: true },
    pose: 'lying',
    light: { ...light, shadowColour: mix(hex('#3a3128'), scale(cloth, 0.3), 0.5) },
    mirror: 0,
    grain: 0.5,
  }
}
