import { z } from 'zod'
import { idSchema, pageOf, textSchema } from '../kernel/index.ts'

/** Which answers: all that went well, all that were refused, or all that failed on our side. */
export const statusClassSchema = z.enum(['2xx', '3xx', '4xx', '5xx'])

/** Row numbers of the log, as texts: they are larger than what a number can hold for certain. */
const rowNumber = z.string().regex(/^[1-9]\d{0,17}$/, 'Expected the "nextCursor" of the page before.')

/** A page of the log, newest first, of some answers, one endpoint, one token, one stretch of time. */
export const listRequestsInput = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: rowNumber.optional(),
  statusClass: statusClassSchema.optional(),
  endpoint: textSchema.max(200).optional(),
  tokenId: idSchema('token').optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})

/** Which calls to list. */
export type RequestFilter = z.infer<typeof listRequestsInput>

/** One call of the public API as its account sees it: what the privacy policy names, and nothing more. */
export const loggedRequestView = z.object({
  id: z.string(),
  requestId: z.string(),
  tokenId: idSchema('token').nullable(),
  method: z.string(),
  /** The address as the reference writes it, such as `/assets/{id}`: never the id itself. */
  endpoint: z.string(),
  status: z.number().int(),
  address: z.string(),
  userAgent: z.string(),
  durationMs: z.number().int(),
  createdAt: z.iso.datetime(),
})

/** A page of the log. */
export const requestPage = pageOf(loggedRequestView)

/** @see loggedRequestView */
export type LoggedRequestView = z.infer<typeof loggedRequestView>
/** @see requestPage */
export type RequestPage = z.infer<typeof requestPage>
