import { z } from 'zod'
import { idSchema, pageInput } from '../kernel/index.ts'
import { ENTRY_ROUTES, type EntryKind } from './books.ts'

/** An account's credits as the doors show them. */
export const creditsView = z
  .object({
    available: z.number().int().describe('Credits you can spend now.'),
    held: z.number().int().describe('Credits set aside for work that is running.'),
  })
  .meta({ id: 'Credits' })

/** An account's credits as the doors show them. */
export type CreditsView = z.infer<typeof creditsView>

const entryKind = z.enum(Object.keys(ENTRY_ROUTES) as [EntryKind, ...EntryKind[]])

/** An entry of the ledger as the doors show it, with everything that is needed to check the chain. */
export const entryView = z
  .object({
    id: idSchema('entry'),
    seq: z.number().int(),
    kind: entryKind,
    credits: z.number().int(),
    grantId: z.string().nullable(),
    holdId: z.string().nullable(),
    refundOf: z.string().nullable().describe('For a refund: the charge it gives back.'),
    causeId: z.string().describe('What it happened for, such as an output.'),
    reason: z.string(),
    words: z.string().describe('The same in plain words.'),
    generationId: idSchema('generation').nullable().describe('Where to look, while it is there.'),
    grantUses: z.array(z.object({ grantId: z.string(), credits: z.number().int() })),
    availableAfter: z.number().int(),
    heldAfter: z.number().int(),
    createdAt: z.iso.datetime(),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'Entry' })

/** An entry of the ledger as the doors show it. */
export type EntryView = z.infer<typeof entryView>

/** A page of entries, newest first, of some kinds, of some time. */
export const listEntriesInput = pageInput.extend({
  kinds: z
    .array(entryKind)
    .optional()
    .describe('Only entries of these kinds; give it several times for several.'),
  from: z.iso.datetime().optional().describe('Only entries of this moment and later.'),
  to: z.iso.datetime().optional().describe('Only entries before this moment.'),
})

/** Which entries to list. */
export type EntryFilter = z.infer<typeof listEntriesInput>

/** A whole statement, as it is downloaded and as `verify-statement` reads it. */
export const statementSchema = z.object({
  format: z.literal('studio-statement-1'),
  accountId: z.string(),
  writtenAt: z.string(),
  balances: creditsView,
  entries: z.array(entryView),
})

/** A whole statement. */
export type Statement = z.infer<typeof statementSchema>

/** The balance at the end of each day that had entries, and what was used by shot and by model. */
export const usageView = z.object({
  balanceByDay: z.array(z.object({ day: z.string(), available: z.number().int(), held: z.number().int() })),
  byShot: z.array(
    z.object({ shotId: z.string().nullable(), outputs: z.number().int(), credits: z.number().int() }),
  ),
  byModel: z.array(
    z.object({
      modelId: z.string(),
      modelName: z.string().describe('As the model was called when it was last used.'),
      outputs: z.number().int(),
      credits: z.number().int(),
    }),
  ),
})

/** The balance over time and what was used for what. */
export type UsageView = z.infer<typeof usageView>
