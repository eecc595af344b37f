import type { Clock } from '@studio/core/kernel'
import type { Provider, Registry } from '@studio/core/models'
import type { TrafficLimit } from '@studio/core/provider-traffic'
import type { AttemptStore, Database, Queue } from '@studio/db'
import type { BillingProvider } from '@studio/integrations/billing'
import type { IdentityProvider } from '@studio/integrations/identity'
import type { Mailer, Outbox } from '@studio/integrations/mail'
import type { ObjectStore } from '@studio/integrations/object-store'
import type { CutOutJudge, PictureAnalyst } from '@studio/integrations/picture-analyst'
import type { PictureProvider } from '@studio/integrations/picture-provider'
import type { Pictures } from '@studio/integrations/pictures'
import type { SafeFetch } from '@studio/integrations/safe-fetch'
import type { OpenConnector, ShopifyAppPort } from '@studio/integrations/store-connector'
import type { Keys } from '../keys/index.ts'

/** Writes one line for the operator: facts and ids, never content, credentials or personal data. */
export type Logger = {
  info(facts: Record<string, unknown>, message: string): void
  warn(facts: Record<string, unknown>, message: string): void
  error(facts: Record<string, unknown>, message: string): void
}

/**
 * Everything use cases may need from outside, made in each app's container. A use case names the few it
 * takes: `Pick<Deps, 'db' | 'clock'>`.
 */
export type Deps = {
  db: Database
  queue: Queue
  clock: Clock
  store: ObjectStore
  pictures: Pictures
  providers: Record<Provider, PictureProvider>
  /** The models as they stand: the built-in registry, or what the operator put in its place. */
  registry: () => Promise<Registry>
  /** The providers that this installation has what it takes to use. */
  offeredProviders: readonly Provider[]
  /** How often each provider may be asked, by all workers together; null for no limit. */
  trafficLimits: Record<Provider, TrafficLimit | null>
  /** Says what is on a photo; null where no service that can is set up. */
  analyst: PictureAnalyst | null
  /** Whether photos are analysed here: a process without the analyst itself knows it by this. */
  offersAnalysis: boolean
  /** Says how surely a product can be cut out of a photo; null where nobody is to be told beforehand. */
  localStudio: CutOutJudge | null
  attempts: AttemptStore
  billing: BillingProvider
  /** Opens the connector of a connected store. */
  openConnector: OpenConnector
  /** The app by which Shopify stores are connected; null where the operator has none. */
  shopifyApp: ShopifyAppPort | null
  /** Carries mails away, or into `outbox`. */
  mailer: Mailer
  /** Where mails stay when they do not leave this machine. */
  outbox: Outbox | null
  /** Whom people may sign in with instead of a password; null when there is nobody. */
  identityProvider: IdentityProvider | null
  /** The one way to ask an address that a user gave. */
  safeFetch: SafeFetch
  keys: Keys
  logger: Logger
  /** A directory for files that live no longer than a request. */
  tempDir: string
  /** How the browser reaches us, such as `https://studio.example`; decides the cookie's flags. */
  publicUrl: string
  /** Over plain http the session's cookie goes without `Secure`, for Safari, which keeps none otherwise. */
  hasInsecureCookie?: boolean
}
