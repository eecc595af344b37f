import { MAX_BATCH_BYTES } from '@studio/core/batches'
import { DomainError } from '@studio/core/kernel'
import { FILES_PATH } from '@studio/integrations/object-store'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import express, { type Express } from 'express'
import sirv from 'sirv'
import type { Container } from './container.ts'
import type { Env } from './env.ts'
import { assetFileRoute } from './http/asset-files.ts'
import { embeddedPageRoute } from './http/embedded-page.ts'
import { batchDownloadRoute, downloadsRoute, exportFileRoute } from './http/exports.ts'
import { guardMethod } from './http/guard-method.ts'
import { guardOrigin, guardSignIn } from './http/guard-origin.ts'
import { beginSignInRoute, finishVisitRoute } from './http/identity.ts'
import { klingCallbackRoute } from './http/kling-callbacks.ts'
import { noteRefusal } from './http/note-refusal.ts'
import { outboxRoutes } from './http/outbox.ts'
import { privacyRoute } from './http/privacy.ts'
import { problemHandler } from './http/problem.ts'
import { receiptKeyRoute, receiptRoute } from './http/receipts.ts'
import { createContext, requestId } from './http/request-context.ts'
import { keepNothing, securityHeaders } from './http/security-headers.ts'
import { smallPictureRoutes } from './http/small-pictures.ts'
import { statementRoute } from './http/statement.ts'
import { storeCallbackRoute } from './http/store-callbacks.ts'
import { shopifyWebhookRoute, wooCommerceWebhookRoute } from './http/store-webhooks.ts'
import { uploadRoute } from './http/uploads.ts'
import { restDoor } from './rest/rest-door.ts'
import { appRouter } from './trpc/router.ts'
import { withStatus } from './trpc/trpc.ts'

/** How many procedures one request may call; our own pages send at most 10 together. */
const MAX_BATCH_SIZE = 20

/** Calls that list the sources of a batch one by one, which may be tens of thousands; also several of them at once. */
const LARGE_CALLS =
  /^\/trpc(?=\/(?:(?:batches\.(?:quote|start|saveDraft)|batchSources\.(?:examine|preview))(?:,|$))+$)/

/** Builds the one address that browsers talk to: tRPC, plain routes for files, and the web app itself. */
export function createServer(env: Env, container: Container): Express {
  const { deps, fileHandler } = container
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', env.TRUSTED_PROXIES)
  app.use(requestId, securityHeaders(env.PUBLIC_URL, fileOrigins(env)))
  // No cookie opens this door, so where a write comes from does not matter here.
  app.use('/api/v1', restDoor(container))
  app.use(keepNothing, guardMethod, guardOrigin(env.PUBLIC_URL))

  app.get('/health', async (_req, res) => {
    const isReady = await deps.db.$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    )
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ok' : 'database unreachable' })
  })
  const procedures = (maxBodySize: number) =>
    createExpressMiddleware({
      router: appRouter,
      maxBodySize,
      maxBatchSize: MAX_BATCH_SIZE,
      createContext: ({ req, res }) =>
        createContext(req, res, container).catch((error: unknown) => Promise.reject(withStatus(error))),
      onError({ error, path, ctx }) {
        const { actor, requestId = '' } = ctx ?? {}
        const accountId = actor?.kind === 'account' ? actor.accountId : undefined
        if (error.cause instanceof DomainError) noteRefusal(error.cause, { path, requestId, accountId }, deps)
        else if (error.code === 'INTERNAL_SERVER_ERROR')
          deps.logger.error({ err: error.cause ?? error, path, requestId }, 'procedure failed')
      },
    })
  app.use(LARGE_CALLS, procedures(MAX_BATCH_BYTES))
  app.use('/trpc', procedures(1_000_000))
  app.get('/privacy.txt', privacyRoute)
  app.get('/auth/external/begin', guardSignIn, beginSignInRoute(container))
  app.get('/auth/external/callback', finishVisitRoute(container))
  if (deps.outbox) app.use('/outbox', outboxRoutes(deps.outbox, env.PUBLIC_URL))
  app.post('/api/uploads', uploadRoute(container))
  app.get('/api/statement.json', statementRoute(container, 'json'))
  app.get('/api/statement.csv', statementRoute(container, 'csv'))
  app.get('/api/assets/:id/file', assetFileRoute(container))
  const small = smallPictureRoutes(container)
  app.get('/api/products/:id/media/:mediaId', small.media)
  app.get('/api/publications/:id/kept/:mediaId', small.kept)
  app.get('/api/exports/:id/file', exportFileRoute(container))
  app.get('/api/downloads', downloadsRoute(container))
  app.get('/api/batches/:id/download', batchDownloadRoute(container))
  app.post('/api/kling/callbacks/:outputId/:secret', klingCallbackRoute(container))
  app.get('/api/stores/shopify/callback', storeCallbackRoute(container, 'shopify'))
  app.get('/api/stores/woocommerce/callback', storeCallbackRoute(container, 'woocommerce'))
  app.post('/api/stores/shopify/webhooks{/:storeId}', shopifyWebhookRoute(container))
  app.post('/api/stores/woocommerce/webhooks/:storeId', wooCommerceWebhookRoute(container))
  app.get('/shopify', embeddedPageRoute(container, env.stores.SHOPIFY_STAND_IN_URL))
  app.get('/api/receipts/:deletionId', receiptRoute(container))
  app.get('/.well-known/studio-receipt-key.json', receiptKeyRoute(container))
  if (fileHandler)
    app.use((req, res, next) => (req.path.startsWith(FILES_PATH) ? fileHandler(req, res) : next()))
  app.use('/api', (_req, _res, next) =>
    next(new DomainError('not_found', 'There is nothing at this address.')),
  )
  if (env.WEB_DIST) app.use(webApp(env.WEB_DIST))
  app.use(problemHandler(deps))
  return app
}

/** The built web app: hashed files for ever, the page itself always fresh, any other path is one of its screens. */
function webApp(dist: string) {
  return sirv(dist, {
    single: true,
    brotli: true,
    gzip: true,
    setHeaders(res, path) {
      const isHashed = path.startsWith('/assets/')
      res.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

function fileOrigins({ objectStore }: Env): string[] {
  if (objectStore.OBJECT_STORE === 'disk') return []
  return [new URL(objectStore.S3_PUBLIC_ENDPOINT ?? objectStore.S3_ENDPOINT).origin]
}
