import { notFound } from '@studio/core/kernel'
import { keptPictureInput } from '@studio/core/publications'
import { productMediaInput } from '@studio/core/stores'
import type { Actor } from '@studio/services/kernel'
import { openKeptPicture } from '@studio/services/publications'
import { openProductMedia, type ProductMedia } from '@studio/services/stores'
import type { Request, RequestHandler, Response } from 'express'
import type { Container } from '../container.ts'
import { atMostOfEach, type InTurn } from './at-most.ts'
import { createContext } from './request-context.ts'

/**
 * Pictures that are fetched and made smaller at once, for one account and for all: each may take 25 MB and decode to far
 * more, and a shop may take its time.
 */
const AT_ONCE = { each: 4, all: 12 }

/** Its address changes with the picture. */
const KEPT_SECONDS = 3600

type PictureRoute = RequestHandler<{ id: string; mediaId: string }>

/** Answers small copies of pictures of stores, of both kinds at most so many at once. */
export function smallPictureRoutes(container: Container): { media: PictureRoute; kept: PictureRoute } {
  const turns = atMostOfEach(AT_ONCE)
  const turnOf = (actor: Actor) => turns('accountId' in actor ? actor.accountId : '')
  return {
    /**
     * `GET /api/products/:id/media/:mediaId`: a picture in a store, from our own origin, so that no shop learns who looks,
     * and the browser asks nobody but us.
     */
    async media(req, res) {
      const { actor } = await createContext(req, res, container)
      const input = productMediaInput.safeParse(req.params)
      if (!input.success) throw notFound('picture')
      await send(await openProductMedia(actor, input.data, container.deps), req, res, turnOf(actor))
    },
    /** `GET /api/publications/:id/kept/:mediaId`: a picture that a publication took off, as its snapshot has kept it. */
    async kept(req, res) {
      const { actor } = await createContext(req, res, container)
      const input = keptPictureInput.safeParse(req.params)
      if (!input.success) throw notFound('picture')
      await send(await openKeptPicture(actor, input.data, container.deps), req, res, turnOf(actor))
    },
  }
}

async function send(
  { tag, load }: ProductMedia,
  req: Request<{ id: string; mediaId: string }>,
  res: Response,
  inTurn: InTurn,
): Promise<void> {
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
