export { withBrandColour } from './brand-colour.ts'
export { findShot, SHOTS } from './catalogue/index.ts'
export type { BrandWords, PromptParts } from './compose-prompt.ts'
export { composePrompt } from './compose-prompt.ts'
export type { ShotSurroundings } from './find-problem.ts'
export { findShotProblem } from './find-problem.ts'
export type { ShotOptions } from './options.ts'
export { colourSchema, shotOptions } from './options.ts'
export type { KnownProduct } from './recommend-shots.ts'
export { MAX_RECOMMENDED, mergeRecommended, recommendShots } from './recommend-shots.ts'
export type { SourceRole } from './roles.ts'
export { SOURCE_ROLES } from './roles.ts'
export type { SavedShotInput, SavedShotRecord } from './saved-shot.ts'
export {
  changeSavedShotInput,
  favouriteInput,
  fromSavedShot,
  MAX_SAVED_SHOTS,
  MAX_SHOT_NAME_CHARACTERS,
  namedSavedShotInput,
  recommendedInput,
  savedShotInput,
} from './saved-shot.ts'
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
