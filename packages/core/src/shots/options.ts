import { z } from 'zod'
import { textSchema } from '../kernel/index.ts'

/** A colour as `#rrggbb`, in lower case. */
export const colourSchema = textSchema
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, 'Write a colour as # and six hexadecimal digits, such as #0a5c55.')

const sidePx = z.number().int().min(16).max(8000)

/** What else can be chosen about a picture; which of them matter, the shot and the model say. */
export const shotOptions = z
  .strictObject({
    colour: colourSchema.describe('Of the ground (brand sweep), or of the product (recolour).'),
    durationSec: z.number().int().min(1).max(60).describe('How long a video plays.'),
    widthPx: sidePx.describe('For a resize: the width in pixels.'),
    heightPx: sidePx.describe('For a resize: the height in pixels.'),
    marginPercent: z
      .number()
      .int()
      .min(0)
      .max(40)
      .describe('Room around the product, in percent of the side.'),
    fillHoles: z.boolean().describe('Cut-out: count enclosed gaps as product.'),
    removeShadow: z.boolean().describe('Cut-out: count the shadow at the foot as background.'),
    acceptUnsure: z.boolean().describe('Use the cut-out although it is not sure.'),
    hasConsent: z.boolean().describe('The person in the photo agreed to this use.'),
    widthMm: z.number().int().min(1).max(100_000).describe('How wide the product really is, in millimetres.'),
    heightMm: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .describe('How high the product really is, in millimetres.'),
    endsOn: z.iso.date().describe('The last day of the campaign.'),
    plainPrompt: z.boolean().describe('Leave the brand kit out of the prompt.'),
  })
  .partial()
  .meta({ id: 'ShotOptions' })

/** What else can be chosen about a picture. */
export type ShotOptions = z.infer<typeof shotOptions>
