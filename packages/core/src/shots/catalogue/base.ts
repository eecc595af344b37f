import { DEFAULT_MODEL_ID, LOCAL_STUDIO_ID } from '../../models/index.ts'
import type { Shot } from '../shot.ts'

/** What a shot says unless it says otherwise: one photo of any product, staged by words. */
export const staged = {
  kind: 'shot',
  version: 1,
  fidelity: 'composite',
  tasks: ['scene'],
  defaultModelId: DEFAULT_MODEL_ID,
  defaultImageSize: null,
  isMainImageSafe: false,
  categories: [],
  needs: { photos: 1, roles: [], options: [], words: false },
  instruction: null,
  scene: null,
  options: {},
  saved: null,
} as const satisfies Partial<Shot>

/** The same for shots that the local studio makes as well, with the product's own pixels. */
export const stagedOrLocal = { ...staged, tasks: ['scene', 'studio'] } as const satisfies Partial<Shot>

/** What only the local studio makes: nothing is drawn, so there is no direction to give. */
export const localOnly = {
  ...staged,
  tasks: ['studio'],
  defaultModelId: LOCAL_STUDIO_ID,
  direction: null,
} as const satisfies Partial<Shot>
