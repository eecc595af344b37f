import type { IncomingHttpHeaders } from 'node:http'
import { bodyReply, type Reply } from '../stand-in/reply.ts'
import type { Parts } from './call.ts'
import { withEffect } from './misbehave.ts'
import type { Shop, StagedUpload } from './state.ts'

/** Bytes on their way to where Shopify takes them from: Google's object store, by a signed address. */
export type Upload = { method: string; key: string; headers: IncomingHttpHeaders; body: Buffer }

/** Takes an upload by PUT, or by a form whose file comes last. */
export async function takeUpload(upload: Upload, shop: Shop, parts: Parts): Promise<Reply> {
  const effect = parts.scenario.take({ route: 'upload', shop: shop.domain, operation: '', isWrite: true })
  return withEffect(effect, async () => {
    if (effect?.kind === 'needs_acl' && upload.headers['x-goog-acl'] !== 'private')
      return refuse(403, 'SignatureDoesNotMatch')
    const read = upload.method === 'PUT' ? readPut(upload, shop) : await readForm(upload, shop)
    if (typeof read === 'string') return refuse(read === 'SignatureDoesNotMatch' ? 403 : 400, read)
    const { staged, bytes } = read
    if (staged.expiresAtMs <= parts.clock.nowMs()) return refuse(403, 'ExpiredToken')
    staged.pictureKey = await parts.pictures.put(bytes)
    parts.save()
    return upload.method === 'PUT'
      ? bodyReply(200, 'text/html', '')
      : bodyReply(201, 'application/xml', '<PostResponse></PostResponse>')
  })
}

type Read = { staged: StagedUpload; bytes: Uint8Array } | string

function readPut({ key, headers, body }: Upload, shop: Shop): Read {
  const staged = shop.staged[key]
  if (staged?.method !== 'PUT') return 'SignatureDoesNotMatch'
  return headers['content-type'] === staged.mime ? { staged, bytes: body } : 'SignatureDoesNotMatch'
}

async function readForm({ headers, body }: Upload, shop: Shop): Promise<Read> {
  const type = headers['content-type'] ?? ''
  const response = new Response(new Uint8Array(body), { headers: { 'content-type': type } })
  const entries = [...(await response.formData().catch(() => new FormData()))]
  const last = entries.at(-1)
  if (last?.[0] !== 'file' || typeof last[1] === 'string') return 'InvalidPolicyDocument'
  const key = entries.find(([name]) => name === 'key')?.[1]
  const staged = typeof key === 'string' ? shop.staged[key] : undefined
  if (staged?.method !== 'POST') return 'SignatureDoesNotMatch'
  return { staged, bytes: new Uint8Array(await last[1].arrayBuffer()) }
}

function refuse(status: number, code: string): Reply {
  return bodyReply(
    status,
    'application/xml',
    `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code></Error>`,
  )
}
