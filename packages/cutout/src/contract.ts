/** Width and height of a picture or of a plane of values, in pixels. */
export type Size = { widthPx: number; heightPx: number }

/** An opaque picture: three bytes (red, green, blue; sRGB) a pixel, rows from the top. */
export type Picture = Size & { rgb: Uint8Array }

/** A rectangle of whole pixels. */
export type Box = { left: number; top: number; width: number; height: number }

/** What the cut was judged by. Shares run from 0 to 1; colour differences are CIELAB units. */
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
}

/** A product without its background. */
export type CutOut = Size & {
  /** Four bytes a pixel, straight alpha; the background's colour is taken out of soft edges. */
  rgba: Uint8Array
  /** 0 (do not use) … 1 (clean); 0.7 and more was good by eye, under 0.15 was broken. */
  confidence: number
  /** The smallest box that holds every visible pixel; the whole picture where nothing was found. */
  box: Box
  measures: Measures
}

/** One photo, decoded: at the size to deliver and at the smaller size that masks are worked out at. */
export type CutOutTask = { id: number; full: Picture; work: Picture }

/** The worker's answer to a task. */
export type CutOutAnswer = { id: number; cutOut: CutOut } | { id: number; failure: string }
