import { buffer } from 'node:stream/consumers'
import { MAX_UPLOAD_BYTES } from '@studio/core/assets'
import { DomainError, notFound } from '@studio/core/kernel'
import { PictureUnreadable } from '@studio/integrations/pictures'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { mediaOf } from './product-state.ts'
import { findProduct } from './read-product.ts'
import { mediaTag } from './view-product.ts'

/** How long a store may take to send a picture, in milliseconds; somebody waits for it. */
const TIMEOUT_MS = 20_000

/** A picture of a store to be looked at: `tag` tells it from others, `load` gets a small copy (WebP). */
export type ProductMedia = { tag: string; load(signal: AbortSignal): Promise<Uint8Array> }

/**
 * Finds a picture of a mirrored product. Nothing is asked of the store before `load`, which throws a DomainError:
 * `address_unreachable`, `address_refused`, `file_too_large`, `file_unreadable`.
 * @throws DomainError `not_found`, also for what is no picture and for one that the store still processes
 */
export async function openProductMedia(
  actor: Actor,
  { id, mediaId }: { id: string; mediaId: string },
  { db, safeFetch, pictures }: Pick<Deps, 'db' | 'safeFetch' | 'pictures'>,
): Promise<ProductMedia> {
  const product = await findProduct(db, requireAccount(actor, 'stores:read'), id)
  const media = mediaOf(product).find(({ foreignId }) => foreignId === mediaId)
  if (media?.kind !== 'picture' || media.url === null) throw notFound('picture')
  const { url } = media
  return {
    tag: mediaTag(url),
    async load(signal) {
      const limits = {
        maxBytes: MAX_UPLOAD_BYTES,
        timeoutMs: TIMEOUT_MS,
        redirect: 'follow',
        signal,
      } as const
      const { status, body } = await safeFetch(url, { ...limits, headers: { accept: 'image/*' } })
      if (status === 200) return pictures.shrink(await buffer(body)).catch(refuse)
      body.destroy()
      throw new DomainError('address_unreachable', 'The store does not hand over this picture now.', {
        status,
      })
    },
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof PictureUnreadable)) throw error
  throw new DomainError('file_unreadable', 'What the store sends is not a picture that can be shown.')
}
