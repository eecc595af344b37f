import { createReadStream } from 'node:fs'
import { assetFileQuery, importAssetInput } from '@studio/core/assets'
import { DomainError, isId, notFound } from '@studio/core/kernel'
import { countAttempt } from '@studio/services/accounts'
import {
  FILE_URL_SECONDS,
  importAsset,
  openAssetFile,
  receiveUpload,
  spoolUpload,
} from '@studio/services/assets'
import { requireAccount } from '@studio/services/kernel'
import { type Answer, answerOnce } from '@studio/services/stored-answers'
import type { ZodError } from 'zod'
import type { Container } from '../container.ts'
import { ownPathOrUrl } from '../http/asset-files.ts'
import { readOneFile, refuseTooLarge } from '../http/uploads.ts'
import { jsonAnswer } from './answer.ts'
import { onceOnly } from './idempotency.ts'
import type { Operation, RestCall } from './operations.ts'
import { readJsonBody } from './read-body.ts'

/** What JSON cannot carry: files on their way in and out. `document.ts` writes them into the document by hand. */
export function fileOperations(container: Container): Operation[] {
  return [
    {
      id: 'uploadAsset',
      method: 'POST',
      path: '/assets',
      rules: {
        scope: 'assets:write',
        status: 201,
        movesCredits: false,
        errors: [
          'file_too_large',
          'file_type_refused',
          'file_unreadable',
          'too_many_pixels',
          'storage_unavailable',
          'request_too_large',
          'request_timeout',
          'address_refused',
          'address_unreachable',
        ],
      },
      readsBody: true,
      perform: (call) => receiveAsset(call, container),
    },
    {
      id: 'getAssetFile',
      method: 'GET',
      path: '/assets/{id}/file',
      rules: {
        scope: 'assets:read',
        status: 302,
        movesCredits: false,
        errors: ['not_found', 'asset_not_ready', 'file_unreadable'],
      },
      readsBody: false,
      perform: (call) => sendToFile(call, container),
    },
  ]
}

/** Fetches the picture at the address that the body names. */
async function fetchAsset({ req, key, context }: RestCall, { deps }: Container): Promise<Answer> {
  const accountId = requireAccount(context.actor, 'assets:write')
  const { body, bodyHash } = await readJsonBody(req)
  const input = importAssetInput.safeParse(body)
  if (!input.success) throw invalidInput(input.error)
  const store = async (): Promise<Answer> => {
    const { asset, isNew } = await importAsset(context.actor, input.data, deps)
    return jsonAnswer(isNew ? 201 : 200, asset)
  }
  return key ? answerOnce(onceOnly(accountId, key, req, bodyHash), store, deps) : store()
}

/** Takes one file of a form. With an idempotency key the file is read first: its bytes are a part of the request. */
async function receiveAsset(call: RestCall, container: Container): Promise<Answer> {
  const { req, key, context } = call
  const { deps } = container
  if (req.is('application/json')) return fetchAsset(call, container)
  const { actor } = context
  const accountId = requireAccount(actor, 'assets:write')
  if (!req.is('multipart/form-data')) {
    throw new DomainError(
      'media_type_refused',
      'Send the picture as multipart/form-data in a field called "file", or its address as JSON: {"url": "https://…"}.',
    )
  }
  await countAttempt('uploadsPerAccount', accountId, deps)
  refuseTooLarge(req)
  return readOneFile(req, async (body, fileName) => {
    const store = async (bytes: typeof body): Promise<Answer> => {
      const { asset, isNew } = await receiveUpload(actor, { body: bytes, fileName }, deps)
      return jsonAnswer(isNew ? 201 : 200, asset)
    }
    if (!key) return store(body)
    await using upload = await spoolUpload(body, deps.tempDir)
    const request = onceOnly(accountId, key, req, JSON.stringify([upload.sha256, fileName]))
    return await answerOnce(request, () => store(createReadStream(upload.path)), deps)
  })
}

/** Redirects to a short-lived signed address of one size of the asset. */
async function sendToFile({ req, params, context }: RestCall, { deps }: Container): Promise<Answer> {
  const id = params.id ?? ''
  if (!isId('asset', id)) throw notFound('picture')
  const query = assetFileQuery.safeParse(req.query)
  if (!query.success) throw invalidInput(query.error)
  const { size, download } = query.data
  const url = await openAssetFile(context.actor, { id, size, isDownload: download === '1' }, deps)
  const location = ownPathOrUrl(url, deps.publicUrl)
  const headers = { location, 'cache-control': `private, max-age=${FILE_URL_SECONDS / 2}` }
  return { status: 302, headers, body: null }
}

function invalidInput({ issues }: ZodError): DomainError {
  const fields = issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return new DomainError('invalid_input', fields[0]?.message ?? 'The request is not right.', { fields })
}
