import { randomUUID } from 'node:crypto'
import type { Call, Parts, Resolver } from './call.ts'
import type { Shop, StagedUpload } from './state.ts'

/** shopify.dev, stagedUploadsCreate: an upload that nobody uses is forgotten within a day. */
const LIFE_MS = 24 * 3600_000

type Input = { filename: string; mimeType: string; resource: string; httpMethod: 'PUT' | 'POST' }

/** Makes places to upload bytes to. */
export const STAGED_UPLOADS: Record<string, Resolver> = {
  stagedUploadsCreate({ input }: { input: Input[] }, call) {
    const wrong = input.flatMap(({ resource, mimeType }, index) =>
      resource === 'IMAGE' && !mimeType.startsWith('image/')
        ? [{ field: ['input', String(index), 'mimeType'], message: `${mimeType} is not a recognized format` }]
        : [],
    )
    if (wrong.length > 0) return { stagedTargets: null, userErrors: wrong }
    return { stagedTargets: input.map((one) => stage(one, call)), userErrors: [] }
  },
}

function stage({ filename, mimeType, httpMethod }: Input, { shop, parts }: Call): object {
  const key = `tmp/${shop.id}/products/${randomUUID()}/${encodeURIComponent(filename)}`
  shop.staged[key] = {
    ...{ fileName: filename, mime: mimeType, method: httpMethod, pictureKey: null },
    expiresAtMs: parts.clock.nowMs() + LIFE_MS,
  }
  const place = stagedUrl(parts, shop)
  const signed = 'X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Signature=0'
  const fields: Record<string, string> =
    httpMethod === 'PUT'
      ? { content_type: mimeType, acl: 'private' }
      : {
          'Content-Type': mimeType,
          success_action_status: '201',
          acl: 'private',
          key,
          'x-goog-algorithm': 'GOOG4-RSA-SHA256',
          'x-goog-signature': '0',
          policy: '0',
        }
  return {
    url: httpMethod === 'PUT' ? `${place}${key}?${signed}` : place,
    resourceUrl: `${place}${key}`,
    parameters: Object.entries(fields).map(([name, value]) => ({ name, value })),
  }
}

const stagedUrl = ({ baseUrl }: Parts, { domain }: Shop) => `${baseUrl}/shops/${domain}/staged/`

/** The upload that an address names; null for every other address, and for one that is past its day. */
export function findStaged(url: string, { shop, parts }: Pick<Call, 'shop' | 'parts'>): StagedUpload | null {
  const place = stagedUrl(parts, shop)
  if (!url.startsWith(place)) return null
  const staged = shop.staged[url.slice(place.length).replace(/\?.*$/, '')]
  return staged && staged.expiresAtMs > parts.clock.nowMs() ? staged : null
}
