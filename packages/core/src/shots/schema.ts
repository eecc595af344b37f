import { z } from 'zod'
import { aspectRatioSchema, imageSizeSchema, taskSchema } from '../models/index.ts'
import { shotOptions } from './options.ts'
import { SOURCE_ROLES } from './roles.ts'
import { PRODUCT_CATEGORIES, SHOT_SLOTS, type Shot, STUDIO_SCENES } from './shot.ts'

/** What a source picture is there for, at the doors. */
export const sourceRoleSchema = z.enum(SOURCE_ROLES)

/** A kind of product, at the doors. */
export const productCategorySchema = z.enum(PRODUCT_CATEGORIES)

/** A shot as the doors show it. */
export const shotView = z
  .object({
    id: z.string(),
    version: z.number().int(),
    name: z.string(),
    purpose: z.string(),
    kind: z.enum(['shot', 'utility', 'saved']).describe('A utility changes a picture; `saved` is your own.'),
    slots: z.array(z.enum(SHOT_SLOTS)),
    fidelity: z
      .enum(['composite', 'guided'])
      .describe('`composite` keeps the product’s own pixels; `guided` draws it anew, so compare it.'),
    tasks: z.array(taskSchema).describe('What can make it, best first: models name their tasks too.'),
    defaultModelId: z.string().nullable(),
    defaultAspectRatio: aspectRatioSchema,
    defaultImageSize: imageSizeSchema.nullable(),
    isMainImageSafe: z.boolean(),
    categories: z.array(productCategorySchema).describe('Kinds of product it is for; empty for all.'),
    needs: z.object({
      photos: z.number().int(),
      roles: z.array(sourceRoleSchema),
      options: z.array(z.string()),
      words: z.boolean(),
    }),
    scene: z.enum(STUDIO_SCENES).nullable().describe('What the local studio does for it, where it can.'),
    options: shotOptions.describe('What it is made with unless you say otherwise.'),
    saved: z
      .object({ words: z.string(), baseShotId: z.string().nullable() })
      .nullable()
      .describe('Of a saved shot: its words, and the shot it goes out from; null for all others.'),
    exampleUrl: z
      .string()
      .nullable()
      .describe('An example picture, made by the product itself; null for a saved shot.'),
    isFavourite: z.boolean(),
    problem: z
      .string()
      .nullable()
      .describe('Why it cannot be made as it is, such as a model that was retired; and what to do.'),
  })
  .meta({ id: 'Shot' })

/** A shot as the doors show it. */
export type ShotView = z.infer<typeof shotView>

/** What somebody has to do with a shot. */
export type ShotStanding = { isFavourite: boolean; problem: string | null }

/** Shows a shot: what it is for, not how it is asked for. */
export function viewShot(
  shot: Shot,
  standing: ShotStanding = { isFavourite: false, problem: null },
): ShotView {
  const { direction: _direction, instruction: _instruction, needs, ...rest } = shot
  return {
    ...rest,
    slots: [...shot.slots],
    tasks: [...shot.tasks],
    categories: [...shot.categories],
    needs: { ...needs, roles: [...needs.roles], options: [...needs.options] },
    exampleUrl: shot.kind === 'saved' ? null : `/shots/${shot.id}.webp`,
    ...standing,
  }
}
