import { z } from 'zod'
import { assetView } from '../assets/index.ts'
import { idSchema, textSchema } from '../kernel/index.ts'
import { colourSchema } from '../shots/index.ts'

const words = z.array(textSchema.trim().min(1).max(60)).max(20)

/** How a brand wants to look. */
export const brandKitInput = z.strictObject({
  colours: z.array(colourSchema).max(6).describe('The first is the main one.'),
  logoAssetId: idSchema('asset').nullable(),
  wordsToUse: words,
  wordsToAvoid: words,
})

/** How a brand wants to look, as it is saved. */
export type BrandKitInput = z.infer<typeof brandKitInput>

/** A brand kit as the doors show it; an account that has none yet sees an empty one. */
export const brandKitView = brandKitInput
  .extend({ logo: assetView.nullable(), updatedAt: z.iso.datetime().nullable() })
  .meta({ id: 'BrandKit' })

/** A brand kit as the doors show it. */
export type BrandKitView = z.infer<typeof brandKitView>
