import { assetView, importAssetInput, MAX_UPLOAD_BYTES, UPLOAD_TYPES } from '@studio/core/assets'
import { idSchema } from '@studio/core/kernel'
import type { GenerateOpenApiDocumentOptions } from 'trpc-to-openapi'
import { z } from 'zod'

const megabytes = MAX_UPLOAD_BYTES / 1024 / 1024
const types = Object.keys(UPLOAD_TYPES).join(', ')
const asset = { 'application/json': { schema: assetView } }

/** The operations of `file-operations.ts`, which are no procedures. */
export const filePaths: NonNullable<GenerateOpenApiDocumentOptions['paths']> = {
  '/assets': {
    post: {
      operationId: 'uploadAsset',
      summary: 'Upload a picture, or have it fetched',
      description: `A form with one file, or JSON with the address of one on the public web, which is then fetched here. One file of at most ${megabytes} MB (${types}). The same bytes again answer 200 with the asset that is there.`,
      tags: ['assets'],
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: { file: { type: 'string', format: 'binary', description: 'The picture.' } },
            },
          },
          'application/json': { schema: importAssetInput },
        },
      },
      responses: {
        200: { description: 'The same bytes were there already.', content: asset },
        201: { description: 'Stored. Its thumb and preview are being prepared.', content: asset },
      },
    },
  },
  '/assets/{id}/file': {
    get: {
      operationId: 'getAssetFile',
      summary: 'Download a file',
      description: 'Redirects to a signed address that works for 15 minutes.',
      tags: ['assets'],
      requestParams: {
        path: z.object({ id: idSchema('asset') }),
        query: z.object({
          size: z.enum(['thumb', 'preview', 'original']).default('original').describe('Which size.'),
          download: z.enum(['0', '1']).default('0').describe('1 makes browsers save it under its name.'),
        }),
      },
      responses: { 302: { description: 'Where the file is.' } },
    },
  },
}
