import { z } from 'zod'
import { idSchema, pageInput } from '../kernel/index.ts'
import { MAX_DOWNLOAD_ASSETS, MAX_EXPORT_ASSETS } from './limits.ts'

/** What to put into an archive: everything, or the pictures that are named. */
export const createExportInput = z.object({
  assetIds: z
    .array(idSchema('asset'))
    .min(1, 'Name at least one picture, or leave this out for everything.')
    .max(MAX_EXPORT_ASSETS)
    .optional()
    .describe('Left out: everything there is about the account.'),
})

/** One export. */
export const exportInput = z.object({ id: idSchema('export') })

/** A page of exports, newest first. */
export const listExportsInput = pageInput

/** An archive that was asked for, as the doors show it. */
export const exportView = z.object({
  id: idSchema('export'),
  status: z.enum(['queued', 'running', 'ready', 'failed']),
  assetIds: z.array(z.string()).nullable().describe('The pictures that were named; null for everything.'),
  filesTotal: z.number().int().describe('How many pictures it holds.'),
  filesDone: z.number().int().describe('How many of them are in it already.'),
  sizeBytes: z.number().int().nullable().describe('The size of the archive, once it is ready.'),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  file: z
    .string()
    .nullable()
    .describe('Once it is ready: a same-origin address that redirects to a short-lived signed one.'),
  url: z
    .string()
    .nullable()
    .describe('Once it is ready: a signed address for programs, which works for 15 minutes from now.'),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  expiresAt: z.string().describe('When it is removed.'),
})

/** An archive that was asked for, as the doors show it. */
export type ExportView = z.infer<typeof exportView>

/** Which pictures to download at once: ids with commas between them. */
export const downloadQuery = z.object({
  ids: z
    .string()
    .transform((ids) => [...new Set(ids.split(','))])
    .pipe(
      z
        .array(idSchema('asset'))
        .max(MAX_DOWNLOAD_ASSETS, `At most ${MAX_DOWNLOAD_ASSETS} pictures at once; export them instead.`),
    ),
})
