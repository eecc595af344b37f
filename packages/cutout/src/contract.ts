/** Width and height of a picture or of a plane of values, in pixels. */
export type Size = { widthPx: number; heightPx: number }

/** An opaque picture: three bytes (red, green, blue; sRGB) a pixel, rows from the top. */
export type Picture = Size & { rgb: Uint8Array }

/** A picture with straight alpha: four bytes a pixel. */
export type Layer = Size & { rgba: Uint8Array }

/** A rectangle of whole pixels. */
export type Box = { left: number; top: number; width: number; height: number }

/** A part of a picture: where it begins within a frame, which is the whole picture at the same scale. */
export type Part = { frame: Size; left: number; top: number }

/** What a cut is judged by. Shares run from 0 to 1; colour differences are CIELAB units. */
export type Measures = {
  /** Share of the photo that the product covers. */
  areaShare: number
  /** How unevenly the photo's border is coloured (robust standard deviation). */
  backgroundSigma: number
  /** Share of the border that one smooth background explains. */
  borderInlierShare: number
  /** Share of the outline where inside and outside hardly differ in colour. */
  weakContourShare: number
  /** Share of the removed part that neither the background nor a shadow explains. */
  unexplainedShare: number
  /** Share of the removed part that carries texture. */
  texturedShare: number
  /** Overlap (intersection over union) of the two independent cuts. */
  agreement: number
  /** Share of the photo's border that the product touches. */
  borderTouchShare: number
  /** Edges lost between the product's outline and its convex hull, as a share of its area. */
  leakShare: number
  /** Share of the product that may as well be a cast shadow with hard edges. */
  hardShadowShare: number
}

/** What the person who asks for a cut-out may decide; both are off unless told. */
export type CutSwitches = {
  /** Counts every gap that the product encloses as product. */
  fillHoles?: boolean | undefined
  /** Counts dark smooth patches at the product's rim as shadow, also hard ones that look like product. */
  removeShadow?: boolean | undefined
}

/** Which parts of a product to look for. */
export type WantedDetails = {
  /** Width divided by height of each. */
  ratio: number
  /** Its area as a share of the product's box. */
  areaShare: number
  /** `varied`: the most there is to see, such as a buckle or a lens. `even`: the same everywhere, such as a weave. */
  kind: 'varied' | 'even'
  /** The most to answer with. */
  count: number
}

/** The sides of the photo at which the product is cut off. */
export type CutSides = { left: boolean; top: boolean; right: boolean; bottom: boolean }

/** Where the product is, worked out at the work size. */
export type FoundMask = {
  mask: Uint8Array
  confidence: number
  measures: Readonly<Record<string, number>>
  /** In pixels of the work size; null where nothing was found. */
  box: Box | null
  touches: CutSides
}

/** Where the product is in a photo. Sizes and box are in pixels of the photo itself, upright. */
export type Finding = Size & {
  /** 0 (do not use) … 1 (clean); 0.7 and more was good by eye, under 0.15 was broken. */
  confidence: number
  /** What the confidence rests on; the recipe's own are `Measures`. */
  measures: Readonly<Record<string, number>>
  /** The smallest box that holds the product; null where nothing was found. */
  box: Box | null
  touches: CutSides
  /** Whether the photo came with transparency of its own, which then is the cut. */
  hasOwnAlpha: boolean
  /** The photo and the mask (1 inside, 0 outside) at the size that masks are worked out at. */
  work: Picture
  mask: Uint8Array
}

/** A product without its background. */
export type CutOut = Layer & {
  confidence: number
  /** The smallest box that holds every visible pixel; the whole picture where nothing was found. */
  box: Box
  measures: Readonly<Record<string, number>>
}
