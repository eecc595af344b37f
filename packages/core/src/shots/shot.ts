import type { AspectRatio, ImageSize, Task } from '../models/index.ts'
import type { ShotOptions } from './options.ts'
import type { SourceRole } from './roles.ts'

/** Where in a listing a picture of this shot belongs. */
export const SHOT_SLOTS = ['main', 'gallery', 'ad', 'social'] as const

/** Where in a listing a picture of this shot belongs. */
export type ShotSlot = (typeof SHOT_SLOTS)[number]

/** What kinds of product there are, as far as the choice of shots goes. */
export const PRODUCT_CATEGORIES = [
  'fashion',
  'shoes',
  'bags',
  'jewellery',
  'beauty',
  'home',
  'kitchen',
  'food',
  'electronics',
  'office',
  'sport',
  'toys',
  'garden',
  'pets',
  'art',
  'other',
] as const

/** A kind of product. */
export type ProductCategory = (typeof PRODUCT_CATEGORIES)[number]

/** The parts of a shot's direction, in the order a photographer would give them. */
export type ShotDirection = { surface: string; light: string; camera: string; mood: string; avoid: string }

/**
 * What the local studio can do with a product's own pixels. `cut-out`: transparent; `white`, `grey`, `sweep` (one
 * colour), `floating`, `mirror`: on that ground; `fit`: resized and padded to a size; `details`, `texture`: crops
 * of where the product is richest; `size-lines`: with its measures drawn beside it; `together`: several
 * products in one picture.
 */
export const STUDIO_SCENES = [
  'cut-out',
  'white',
  'grey',
  'sweep',
  'floating',
  'mirror',
  'fit',
  'details',
  'texture',
  'size-lines',
  'together',
] as const

/** What the local studio can do. */
export type StudioScene = (typeof STUDIO_SCENES)[number]

/** What a shot asks for before it can be made. */
export type ShotNeeds = {
  /** The fewest photos. */
  photos: number
  /** Roles that some photo must have, such as the person who wears it. */
  roles: readonly SourceRole[]
  /** Options that must be given. */
  options: readonly (keyof ShotOptions)[]
  /** Whether words must be given. */
  words: boolean
}

/** A preset: what kind of picture. Change what it asks for and its `version` rises; recipes keep theirs. */
export type Shot = {
  id: string
  version: number
  name: string
  purpose: string
  /** `utility`: changes a picture instead of staging the product. `saved`: an account's own. */
  kind: 'shot' | 'utility' | 'saved'
  slots: readonly ShotSlot[]
  /** `composite`: the product's own pixels are kept. `guided`: the product is drawn anew, so compare it. */
  fidelity: 'composite' | 'guided'
  /** What can make it, best first: a model serves the shot when it can do one of these. */
  tasks: readonly Task[]
  defaultModelId: string | null
  defaultAspectRatio: AspectRatio
  defaultImageSize: ImageSize | null
  /** Whether marketplaces accept it as the main picture of a listing. */
  isMainImageSafe: boolean
  /** Kinds of product it is for; empty for all. */
  categories: readonly ProductCategory[]
  needs: ShotNeeds
  /** What a photographer is told, naming options as `{colour}`; null where nothing is staged. */
  direction: ShotDirection | null
  /** What to do, where that is no scene: what a utility changes, how a clip moves. Names options as `{colour}`. */
  instruction: string | null
  /** What the local studio does for it, where it can. */
  scene: StudioScene | null
  /** Options that go with it unless said otherwise. */
  options: ShotOptions
  /** Of an account's own shot: its words, and the shot of the catalogue that it goes out from, if any. */
  saved: { words: string; baseShotId: string | null } | null
}
