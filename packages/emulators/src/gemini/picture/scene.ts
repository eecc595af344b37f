import type { Canvas } from './canvas.ts'
import type { Colour } from './colour.ts'
import type { Random } from './random.ts'
import type { SceneOrder } from './read-prompt.ts'

/** What a scene is painted for. */
export type Frame = {
  widthPx: number
  heightPx: number
  random: Random
  order: SceneOrder
  product: ProductShape | null
}

/** What a scene needs to know of the product that will come into it. */
export type ProductShape = {
  /** Width by height. */
  aspect: number
  /** Whether it has the outline of a garment: sleeves or shoulders over a narrower body. */
  isGarment: boolean
}

/** Where the product goes; all in shares of the frame's width or height. */
export type Stage = {
  centreX: number
  /** The line that the product stands on. */
  baseY: number
  /** The product fits into this. */
  width: number
  height: number
  /** Where the ground ends at the back: shadows fade before it. */
  horizonY: number
  /** True where the product belongs in the middle of the frame; `baseY` is then only the lowest place for its foot. */
  isCentred: boolean
}

/** How the product sits in the scene; what is `hanging` or worn throws no shadow onto the ground. */
export type Pose = 'standing' | 'floating' | 'lying' | 'hanging'

/** The light that falls on the product, and the shadow it throws. */
export type Light = {
  /** −1: from the left, shadow to the right; 1: the other way round. */
  side: -1 | 1
  /** Multiplies the product's colours; near white. */
  tint: Colour
  shadowColour: Colour
  /** 0…1, under the product. */
  contact: number
  /** 0…1, the long one. */
  cast: number
  /** How far the long shadow leans sideways, in product heights. */
  lean: number
  /** How soft the long shadow is, as a share of the frame's shorter side. */
  softness: number
}

/** An empty set, ready for the product. */
export type Scene = {
  canvas: Canvas
  stage: Stage
  pose: Pose
  light: Light
  /** How clearly the ground mirrors the product, 0…1. */
  mirror: number
  /** Film grain over the ground, 0…1; none where the white must stay pure. */
  grain: number
  /** SVG shapes in the canvas' pixels that stand before the product, such as a thumb. */
  front?: string
}

/** Paints one kind of scene. */
export type PaintScene = (frame: Frame) => Promise<Scene>
