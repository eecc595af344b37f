import { type NewMedia, StoreFailure } from '../store-connector/index.ts'
import type { Ask } from './ask.ts'
import { STAGE_UPLOAD } from './documents.ts'
import { refuseErrors, type UserError } from './user-errors.ts'

type Staged = {
  stagedUploadsCreate: {
    stagedTargets:
      | { url: string; resourceUrl: string; parameters: { name: string; value: string }[] }[]
      | null
    userErrors: UserError[]
  }
}

const UPLOAD_TIMEOUT_MS = 120_000

/**
 * Uploads a picture to where Shopify takes it from, and answers that address. Nothing of it is in the shop yet; an
 * upload that is not used is forgotten by Shopify within about a day.
 */
export async function uploadBytes(
  ask: Ask,
  { bytes, mime, fileName }: Pick<NewMedia, 'bytes' | 'mime' | 'fileName'>,
  signal: AbortSignal,
): Promise<string> {
  const input = [
    {
      resource: 'IMAGE',
      filename: fileName,
      mimeType: mime,
      httpMethod: 'PUT',
      fileSize: String(bytes.byteLength),
    },
  ]
  const { stagedUploadsCreate: staged } = await ask<Staged>(STAGE_UPLOAD, { input }, signal)
  refuseErrors(staged.userErrors)
  const [target] = staged.stagedTargets ?? []
  if (!target) throw new StoreFailure('refused', 'no place to upload to')
  const put = (headers: Record<string, string>) =>
    send(target.url, bytes, { 'Content-Type': mime, ...headers }, signal)
  const first = await put({})
  // Whether the access list is part of what was signed is not documented: a refusal is answered by sending it.
  const acl = target.parameters.find(({ name }) => name === 'acl')?.value
  const answer = first.status === 403 && acl ? await put({ 'x-goog-acl': acl }) : first
  if (!answer.ok) throw new StoreFailure('unreachable', `upload: HTTP ${answer.status}`)
  return target.resourceUrl
}

async function send(
  url: string,
  bytes: Uint8Array,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'PUT',
      headers,
      body: bytes as Uint8Array<ArrayBuffer>,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(UPLOAD_TIMEOUT_MS)]),
    })
  } catch (error) {
    signal.throwIfAborted()
    throw new StoreFailure('unreachable', `upload: ${(error as Error).name}`)
  }
}
