import { z } from 'zod'
import { idSchema, pageInput } from '../kernel/index.ts'
import { foreignIdSchema, productView, variantStateSchema } from '../stores/index.ts'
import { changeSchema } from './change.ts'
import { PUBLICATION_STATUSES } from './record.ts'

/** Pictures of the library that are to be published. */
export const preparePublicationsInput = z.object({ assetIds: z.array(idSchema('asset')).min(1).max(250) })

/** For each of them the alternative text that is proposed, and the product that it was made for, where that is known. */
export const preparedView = z.object({
  items: z.array(z.object({ assetId: idSchema('asset'), alt: z.string(), product: productView.nullable() })),
})

/** For each of them the alternative text that is proposed, and the product that it was made for. */
export type PreparedView = z.infer<typeof preparedView>

/** What to change about one product. */
export const planPublicationInput = z.object({
  storeId: idSchema('store'),
  productId: idSchema('product'),
  changes: z.array(changeSchema).min(1).max(250),
})

/** What to change about several products of a store, planned together. */
export const planPublicationsInput = z.object({
  storeId: idSchema('store'),
  products: z
    .array(planPublicationInput.omit({ storeId: true }))
    .min(1)
    .max(250),
})

/** One publication. */
export const publicationInput = z.object({ id: idSchema('publication') })

/** A picture that the snapshot of a publication has kept. */
export const keptPictureInput = z.object({ id: idSchema('publication'), mediaId: foreignIdSchema })

/** Several, such as all that were planned together. */
export const publicationsInput = z.object({ ids: z.array(idSchema('publication')).min(1).max(250) })

/** A page of publications, newest first: of a store, of one product, or of what was planned together. */
export const listPublicationsInput = pageInput.extend({
  storeId: idSchema('store').optional(),
  productId: idSchema('product').optional(),
  groupId: idSchema('publicationGroup').optional(),
})

/** One picture on one side of a plan's diff. */
const shownMedia = z.object({
  ref: z.discriminatedUnion('from', [
    z.object({ from: z.literal('store'), mediaId: z.string() }),
    z.object({ from: z.literal('asset'), assetId: z.string() }),
    z.object({ from: z.literal('snapshot'), mediaId: z.string() }),
  ]),
  alt: z.string(),
  file: z
    .string()
    .nullable()
    .describe('Where a small copy is. Of pictures of the store it is for the dashboard: no token opens it.'),
  change: z
    .enum(['kept', 'added', 'removed', 'moved', 'described'])
    .describe(
      'What the plan does with it: removed ones are on the side before, added ones on the side after.',
    ),
})

/** A publication as the doors show it: the plan as a diff, how far it is, and what came of it. */
export const publicationView = z.object({
  id: idSchema('publication'),
  storeId: idSchema('store'),
  productId: idSchema('product').nullable().describe('Null once the product is no longer mirrored.'),
  groupId: idSchema('publicationGroup').describe('What was planned together has the same one.'),
  title: z.string().describe('The product’s name when it was planned.'),
  status: z.enum(PUBLICATION_STATUSES),
  undoesId: idSchema('publication').nullable().describe('The publication that this one undoes.'),
  undoneById: idSchema('publication').nullable().describe('The publication that undid this one.'),
  canUndo: z.boolean(),
  before: z.array(shownMedia).describe('The product’s media in their order when this was planned.'),
  after: z.array(shownMedia).describe('And as they shall be, or became.'),
  variants: z
    .array(
      variantStateSchema
        .pick({ foreignId: true, title: true })
        .extend({ before: z.string().nullable(), after: z.string().nullable() }),
    )
    .describe(
      'Variants whose picture changes; pictures by the key of their `ref`, null for the product’s own.',
    ),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), assetId: z.string().nullable() })),
  progress: z.object({ done: z.number().int(), total: z.number().int() }),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  conflicts: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      mediaId: z.string().nullable(),
      expected: z.string().nullable(),
      found: z.string().nullable(),
    }),
  ),
  verification: z
    .object({
      readAt: z.string(),
      markings: z.array(
        z.object({
          assetId: z.string(),
          mediaId: z.string(),
          marking: z.enum(['intact', 'lost', 'none', 'unread']),
        }),
      ),
    })
    .nullable()
    .describe('What reading the product back has shown.'),
  createdAt: z.string(),
  approvedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
})

/** A publication as the doors show it. */
export type PublicationView = z.infer<typeof publicationView>

/** What was planned together. */
export const plannedView = z.object({
  groupId: idSchema('publicationGroup'),
  items: z.array(publicationView),
})

/** What was planned together. */
export type PlannedView = z.infer<typeof plannedView>

/** Several publications, as they stand. */
export const publicationViews = z.object({ items: z.array(publicationView) })
