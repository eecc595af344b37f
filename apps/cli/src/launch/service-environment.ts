import { join } from 'node:path'
import type { ClaimedHome } from './home.ts'
import { hasOwnMail, type ShopifyApp } from './stand-ins.ts'
import { storageEnvironment } from './storage-environment.ts'
import { webDistDir } from './web-build.ts'

/** How long the worker may finish what it has in hand; a person waits for it at the terminal. */
const DRAIN_MS = 10_000

/** What the launcher knows about the studio it starts. */
export type ServiceFacts = {
  home: ClaimedHome
  host: string
  port: number
  url: string
  databaseUrl: string
  geminiUrl: string | undefined
  klingUrl: string | undefined
  shopifyUrl: string | undefined
  shopifyApp: ShopifyApp
  woocommerceUrl: string | undefined
  hasWeb: boolean
}

/**
 * The environment of API and worker: the person's own, completed with what this machine stands in for.
 * Services read only this; they do not know that they were started for a trial.
 */
export function serviceEnvironment(facts: ServiceFacts): NodeJS.ProcessEnv {
  const { home, host, port, url, databaseUrl, hasWeb } = facts
  const { geminiUrl, klingUrl, shopifyUrl, shopifyApp, woocommerceUrl } = facts
  // The shops are at addresses of this machine, their pictures too.
  const shopUrls = [shopifyUrl, woocommerceUrl].filter((shopUrl) => shopUrl !== undefined)
  return {
    ...storageEnvironment(home.dir),
    STUDIO_HOME: home.dir,
    HOST: host,
    PORT: String(port),
    PUBLIC_URL: process.env.PUBLIC_URL || url,
    DATABASE_URL: databaseUrl,
    TEMP_DIR: process.env.TEMP_DIR || join(home.dir, 'temp'),
    DRAIN_MS: process.env.DRAIN_MS || String(DRAIN_MS),
    ...(hasWeb && { WEB_DIST: webDistDir }),
    ...(!hasOwnMail() && {
      MAILER: 'outbox',
      MAIL_OUTBOX_DIR: process.env.MAIL_OUTBOX_DIR || join(home.dir, 'outbox'),
    }),
    // The stand-ins ask for some key, as the services do.
    ...(geminiUrl && { GEMINI_BASE_URL: geminiUrl, GEMINI_API_KEY: 'stand-in' }),
    ...(klingUrl && { KLING_BASE_URL: klingUrl, KLING_API_KEY: 'stand-in' }),
    ...(shopifyUrl && {
      SHOPIFY_STAND_IN_URL: shopifyUrl,
      SHOPIFY_API_KEY: shopifyApp.key,
      SHOPIFY_API_SECRET: shopifyApp.secret,
    }),
    ...(shopUrls.length > 0 && {
      SAFE_FETCH_ALLOW: [process.env.SAFE_FETCH_ALLOW, ...shopUrls].filter(Boolean).join(','),
    }),
  }
}
