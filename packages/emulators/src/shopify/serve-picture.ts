import sharp from 'sharp'
import { bodyReply, type Reply } from '../stand-in/reply.ts'
import type { Parts } from './call.ts'
import { statusOf } from './media-life.ts'
import { withEffect } from './misbehave.ts'
import { notFound } from './reply.ts'
import type { Shop } from './state.ts'

/** Serves a picture as Shopify’s network does: to anyone, as it was sent, or scaled down where a width is asked for. */
export async function servePicture(shop: Shop, fileName: string, url: URL, parts: Parts): Promise<Reply> {
  const effect = parts.scenario.take({ route: 'picture', shop: shop.domain, operation: fileName })
  return withEffect(effect, async () => {
    const file = Object.values(shop.files).find((one) => one.fileName === fileName)
    if (!file?.picture || statusOf(file, parts.clock.nowMs()) !== 'READY') return notFound()
    const { key, mime, widthPx } = file.picture
    const bytes = await parts.pictures.get(key)
    const width = Math.min(Number(url.searchParams.get('width')) || widthPx, widthPx)
    const isAsSent = width === widthPx && effect?.kind !== 'no_metadata'
    // Encoding anew loses the metadata, as it does there.
    const sent = isAsSent ? bytes : await sharp(bytes).rotate().resize(width).toBuffer()
    return bodyReply(200, mime, sent, { 'cache-control': 'public, max-age=31536000' })
  })
}
