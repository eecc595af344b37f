import { z } from 'zod'
import { EVENT_TYPES } from '../events/index.ts'
import { FEATURE_IDS } from './features.ts'
import { USAGE_KIND_IDS } from './kinds.ts'

/** One thing that happened, as the account sees it. `facts` are ids, numbers and words out of our own lists. */
export const usageEventView = z.object({
  id: z.string(),
  type: z.enum(EVENT_TYPES),
  words: z.string().describe('What happened, in a sentence.'),
  subjectId: z.string().nullable().describe('What it happened to; it may be gone since.'),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  createdAt: z.string(),
})

/** One thing that happened. */
export type UsageEventView = z.infer<typeof usageEventView>

/** The id of an event, which is a number: PostgreSQL's bigint holds 18 digits without thinking. */
const eventId = z.string().regex(/^[1-9]\d{0,17}$/, 'Expected the "nextCursor" of the page before.')

/** A page of what happened, newest first, of one kind, of some time. */
export const listUsageInput = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: eventId.nullish(),
  kind: z.enum(USAGE_KIND_IDS).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})

/** Which events to list. */
export type UsageFilter = z.infer<typeof listUsageInput>

/** A screen that was opened. */
export const recordUsageInput = z.object({ feature: z.enum(FEATURE_IDS) })

/** Which events to delete: all, or those from before a moment. */
export const deleteUsageInput = z.object({ before: z.iso.datetime().optional() })

/** How many events were deleted. */
export const deletedUsageView = z.object({ deleted: z.number().int() })

/** Whether opened screens are written down. */
export const usageSettings = z.object({ isFeatureUseRecorded: z.boolean() })

/** Whether opened screens are written down. */
export type UsageSettings = z.infer<typeof usageSettings>
