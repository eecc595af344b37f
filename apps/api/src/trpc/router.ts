import { accountRouter } from './account.router.ts'
import { analysesRouter } from './analyses.router.ts'
import { assetsRouter } from './assets.router.ts'
import { authRouter } from './auth.router.ts'
import { batchSourcesRouter } from './batch-sources.router.ts'
import { batchesRouter } from './batches.router.ts'
import { brandKitRouter } from './brand-kit.router.ts'
import { changesRouter } from './changes.router.ts'
import { creditsRouter } from './credits.router.ts'
import { deletionRouter } from './deletion.router.ts'
import { exportsRouter } from './exports.router.ts'
import { generationsRouter } from './generations.router.ts'
import { identitiesRouter } from './identities.router.ts'
import { modelsRouter } from './models.router.ts'
import { productsRouter } from './products.router.ts'
import { publicationsRouter } from './publications.router.ts'
import { quotesRouter } from './quotes.router.ts'
import { requestLogRouter } from './request-log.router.ts'
import { sessionsRouter } from './sessions.router.ts'
import { shotsRouter } from './shots.router.ts'
import { storesRouter } from './stores.router.ts'
import { subscriptionRouter } from './subscription.router.ts'
import { tokensRouter } from './tokens.router.ts'
import { router } from './trpc.ts'
import { usageRouter } from './usage.router.ts'
import { webhooksRouter } from './webhooks.router.ts'

/** Everything the product can be asked to do. */
export const appRouter = router({
  auth: authRouter,
  account: accountRouter,
  sessions: sessionsRouter,
  identities: identitiesRouter,
  credits: creditsRouter,
  subscription: subscriptionRouter,
  shots: shotsRouter,
  brandKit: brandKitRouter,
  models: modelsRouter,
  assets: assetsRouter,
  analyses: analysesRouter,
  stores: storesRouter,
  products: productsRouter,
  publications: publicationsRouter,
  quotes: quotesRouter,
  generations: generationsRouter,
  batches: batchesRouter,
  batchSources: batchSourcesRouter,
  exports: exportsRouter,
  usage: usageRouter,
  tokens: tokensRouter,
  requestLog: requestLogRouter,
  webhooks: webhooksRouter,
  deletion: deletionRouter,
  changes: changesRouter,
})

/** The router's type: all that a client needs to know. */
export type AppRouter = typeof appRouter
