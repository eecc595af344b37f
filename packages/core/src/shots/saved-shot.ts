import { z } from 'zod'
import { idSchema, textSchema } from '../kernel/index.ts'
import { type AspectRatio, aspectRatioSchema, type ImageSize, imageSizeSchema } from '../models/index.ts'
import { type ShotOptions, shotOptions } from './options.ts'
import type { Shot } from './shot.ts'

/** The most shots of its own that an account can keep. */
export const MAX_SAVED_SHOTS = 200

/** The longest name of a saved shot, in characters. */
export const MAX_SHOT_NAME_CHARACTERS = 80

/** The longest words of a saved shot, in characters: as long as own words may be. */
const MAX_WORDS_CHARACTERS = 2000

/** A shot of one's own to keep: a name, and all that was chosen for a picture that turned out well. */
export const savedShotInput = z.object({
  name: textSchema.trim().min(1, 'Give it a name.').max(MAX_SHOT_NAME_CHARACTERS),
  words: textSchema.trim().max(MAX_WORDS_CHARACTERS).default('').describe('Your own words.'),
  baseShotId: textSchema
    .max(64)
    .nullable()
    .default(null)
    .describe('The shot of the catalogue it goes out from; null for your own words alone.'),
  modelId: textSchema.max(100).describe('A model of GET /models.'),
  aspectRatio: aspectRatioSchema,
  imageSize: imageSizeSchema,
  options: shotOptions.default({}),
})

/** A shot of one's own to keep. */
export type SavedShotInput = z.infer<typeof savedShotInput>

/** A saved shot to change: all of it, as it shall be. */
export const changeSavedShotInput = savedShotInput.extend({ id: idSchema('savedShot') })

/** Which saved shot is meant. */
export const namedSavedShotInput = z.object({ id: idSchema('savedShot') })

/** Marks a shot of the catalogue or a saved one as a favourite, or no longer. */
export const favouriteInput = z.strictObject({ shotId: textSchema.max(64), isFavourite: z.boolean() })

/** Photos for which shots shall be recommended. */
export const recommendedInput = z.strictObject({ assetIds: z.array(idSchema('asset')).max(14) })

/** A saved shot as it is stored. */
export type SavedShotRecord = {
  id: string
  version: number
  name: string
  words: string
  baseShotId: string | null
  modelId: string
  aspectRatio: AspectRatio
  imageSize: ImageSize
  options: ShotOptions
}

/** What own words alone are: a scene or a clip, with or without a photo, drawn by the model. */
const ownWords = {
  slots: [],
  fidelity: 'guided',
  tasks: ['scene', 'motion'],
  isMainImageSafe: false,
  categories: [],
  needs: { photos: 0, roles: [], options: [], words: false },
  direction: null,
  instruction: null,
  scene: null,
  options: {},
} as const satisfies Partial<Shot>

/** Makes a shot of a saved one: what its base asks for, with its own words, model, ratio, size and options. */
export function fromSavedShot(saved: SavedShotRecord, base: Shot | undefined): Shot {
  const { id, version, name, words, baseShotId, modelId, aspectRatio, imageSize, options } = saved
  const from = base ?? ownWords
  return {
    ...from,
    ...{ id, version, name, kind: 'saved' },
    purpose: words || (base?.purpose ?? ''),
    defaultModelId: modelId,
    defaultAspectRatio: aspectRatio,
    defaultImageSize: imageSize,
    // Words can ask for anything, also for what no marketplace takes as its main picture.
    isMainImageSafe: from.isMainImageSafe && words === '',
    needs: { ...from.needs, words: from.needs.words && words === '' },
    options: { ...from.options, ...options },
    saved: { words, baseShotId },
  }
}
