import { notFound } from '@studio/core/kernel'
import { productMediaInput } from '@studio/core/stores'
import { openProductMedia } from '@studio/services/stores'
import type { RequestHandler } from 'express'
import type { Container } from '../container.ts'
import { atMost } from './at-most.ts'
import { createContext } from './request-context.ts'

/** Pictures that are fetched and made smaller at once: each may take 25 MB and decode to far more. */
const AT_ONCE = 4

/** Its address changes with the picture. */
const KEPT_SECONDS = 3600

/**
 * `GET /api/products/:id/media/:mediaId`: a small copy of a picture in a store, from our own origin, so that no shop
 * learns who looks, and the browser asks nobody but us.
 */
export function productMediaRoute(container: Container): RequestHandler<{ id: string; mediaId: string }> {
  const inTurn = atMost(AT_ONCE)
  return async (req, res) => {
    const { actor } = await createContext(req, res, container)
    const input = productMediaInput.safeParse(req.params)
    if (!input.success) throw notFound('picture')
    const { tag, load } = await openProductMedia(actor, input.data, container.deps)
    const keep = () => {
      res.setHeader('ETag', `"${tag}"`)
      res.setHeader('Cache-Control', `private, max-age=${KEPT_SECONDS}`)
    }
    if (req.headers['if-none-match'] === `"${tag}"`) {
      keep()
      return void res.status(304).end()
    }
    const leaving = new AbortController()
    res.once('close', () => leaving.abort())
    try {
      const bytes = await inTurn(() => load(leaving.signal), leaving.signal)
      keep()
      res.type('image/webp').send(Buffer.from(bytes))
    } catch (error) {
      // Nobody is there any more who could be told.
      if (!leaving.signal.aborted) throw error
    }
  }
}
