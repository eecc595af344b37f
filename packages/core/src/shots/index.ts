export { findShot, SHOTS } from './catalogue/index.ts'
export type { BrandWords, PromptParts } from './compose-prompt.ts'
export { composePrompt } from './compose-prompt.ts'
export type { ShotOptions } from './options.ts'
export { colourSchema, shotOptions } from './options.ts'
export type { SourceRole } from './roles.ts'
export { SOURCE_ROLES } from './roles.ts'
export type { ShotStanding, ShotView } from './schema.ts'
export { productCategorySchema, shotView, sourceRoleSchema, viewShot } from './schema.ts'
export type {
  ProductCategory,
  Shot,
  ShotDirection,
  ShotNeeds,
  ShotSlot,
  StudioScene,
} from './shot.ts'
export { PRODUCT_CATEGORIES, SHOT_SLOTS, STUDIO_SCENES } from './shot.ts'
