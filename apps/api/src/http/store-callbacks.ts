import { type DomainError, defect } from '@studio/core/kernel'
import type { StorePlatform, StoreView } from '@studio/core/stores'
import type { Actor } from '@studio/services/kernel'
import { type ConnectDeps, finishShopify, finishWooCommerce } from '@studio/services/stores'
import type { RequestHandler } from 'express'
import type { Container } from '../container.ts'
import { explain } from '../trpc/trpc.ts'
import { createContext } from './request-context.ts'

type Finish = (actor: Actor, back: { query: URLSearchParams }, deps: ConnectDeps) => Promise<StoreView>

const FINISH: Record<StorePlatform, Finish> = { shopify: finishShopify, woocommerce: finishWooCommerce }

/**
 * `GET /api/stores/<platform>/callback`: the browser is back from the store's platform. A person stands here, not a
 * program, so that what came of it is told by a page of ours; the address that holds secrets is left at once.
 */
export function storeCallbackRoute(container: Container, platform: StorePlatform): RequestHandler {
  return async (req, res) => {
    const { actor, deps, requestId } = await createContext(req, res, container)
    const query = new URL(req.originalUrl, deps.publicUrl).searchParams
    const fragment = await FINISH[platform](actor, { query }, deps).then(
      ({ id }) => `connected.${id}`,
      (error: unknown) => {
        const { code } = explain(error) as DomainError
        if (code === defect().code) deps.logger.error({ err: error, requestId }, 'request failed')
        else deps.logger.info({ code, platform, requestId }, 'no store was connected')
        return `problem.${code}`
      },
    )
    res.redirect(303, `/stores#${fragment}`)
  }
}
