import { join, relative } from 'node:path'
import { workspaceRoot } from './workspace.ts'

/** Something on this machine that takes the place of a real service. */
export type StandIn = {
  /** The service it stands for. */
  replaces: string
  /** What takes its place. */
  by: string
  /** The environment variable that brings the real service instead, or another way to it. */
  variable: string
}

/** What a stand-in may have to know of the studio that it serves. */
export type StudioFacts = { homeDir: string; publicUrl: string; shopifyApp: ShopifyApp }

/** The studio's app at the stand-in for Shopify. */
export type ShopifyApp = { key: string; secret: string }

/** A program on this machine that speaks the wire protocol of a service. */
export type StandInProgram = {
  name: 'gemini' | 'kling' | 'shopify' | 'woocommerce'
  /** What a person calls the service. */
  title: string
  script: string
  /** The environment variable that fixes its port. */
  portVariable: string
  /** Whether the real service is used instead. */
  isReplaced: () => boolean
  /** Its environment beside that of the person. */
  environment?: (facts: StudioFacts) => Record<string, string>
}

/** Whether an environment variable carries a value; an empty one counts as absent. */
const isSet = (name: string) => Boolean(process.env[name])

/** Whether DATABASE_URL names a database. */
export const hasOwnDatabase = () => isSet('DATABASE_URL')
/** Whether GEMINI_API_KEY brings the real Gemini. */
const hasOwnGemini = () => isSet('GEMINI_API_KEY')
/** Whether KLING_API_KEY, or the older pair of keys, brings the real Kling. */
const hasOwnKling = () => isSet('KLING_API_KEY') || (isSet('KLING_ACCESS_KEY') && isSet('KLING_SECRET_KEY'))
/** Whether SHOPIFY_API_KEY brings the real Shopify, or SHOPIFY_STAND_IN_URL another stand-in. */
const hasOwnShopify = () => isSet('SHOPIFY_API_KEY') || isSet('SHOPIFY_STAND_IN_URL')
/** Whether WOOCOMMERCE_SAMPLE_SHOP=none keeps the sample shop away; real ones are connected beside it. */
const hasNoSampleShop = () => process.env.WOOCOMMERCE_SAMPLE_SHOP === 'none'
/** Whether SMTP_URL names a mail server; MAILER=outbox keeps mails here all the same. */
export const hasOwnMail = () => (process.env.MAILER || (isSet('SMTP_URL') ? 'smtp' : 'outbox')) === 'smtp'
/** Whether pictures go to S3 instead of a folder in the home: OBJECT_STORE says so, or else S3_BUCKET is set. */
export const hasOwnObjectStore = () =>
  (process.env.OBJECT_STORE || (isSet('S3_BUCKET') ? 's3' : 'disk')) === 's3'

/** The programs that stand in for services. */
export const STAND_IN_PROGRAMS: readonly StandInProgram[] = [
  {
    name: 'gemini',
    title: 'Gemini',
    script: emulatorScript('gemini'),
    portVariable: 'GEMINI_EMULATOR_PORT',
    isReplaced: hasOwnGemini,
  },
  {
    name: 'kling',
    title: 'Kling',
    script: emulatorScript('kling'),
    portVariable: 'KLING_EMULATOR_PORT',
    isReplaced: hasOwnKling,
  },
  {
    name: 'shopify',
    title: 'Shopify',
    script: emulatorScript('shopify'),
    portVariable: 'SHOPIFY_EMULATOR_PORT',
    isReplaced: hasOwnShopify,
    environment: ({ homeDir, publicUrl, shopifyApp }) => ({
      SHOPIFY_EMULATOR_DIR: join(homeDir, 'shopify'),
      SHOPIFY_EMULATOR_APP_URL: publicUrl,
      SHOPIFY_API_KEY: shopifyApp.key,
      SHOPIFY_API_SECRET: shopifyApp.secret,
    }),
  },
  {
    name: 'woocommerce',
    title: 'WooCommerce',
    script: emulatorScript('woocommerce'),
    portVariable: 'WOOCOMMERCE_EMULATOR_PORT',
    isReplaced: hasNoSampleShop,
    environment: ({ homeDir }) => ({ WOOCOMMERCE_EMULATOR_DIR: join(homeDir, 'woocommerce') }),
  },
]

/** The stand-ins of a start with this environment. */
export function listStandIns(
  homeDir: string,
  publicUrl: string,
  {
    shopifyUrl,
    woocommerceUrl,
  }: { shopifyUrl?: string | undefined; woocommerceUrl?: string | undefined } = {},
): StandIn[] {
  const inHome = (name: string) => shortPath(join(homeDir, name))
  const all: (StandIn & { isUsed: boolean })[] = [
    {
      replaces: 'PostgreSQL',
      by: `embedded, data in ${inHome('postgres')}`,
      variable: 'DATABASE_URL',
      isUsed: !hasOwnDatabase(),
    },
    {
      replaces: 'Object storage (S3, R2)',
      by: `files in ${inHome('objects')}`,
      variable: 'S3_BUCKET',
      isUsed: !hasOwnObjectStore(),
    },
    {
      replaces: 'Mail server (SMTP)',
      by: `mails are kept, read them at ${publicUrl}/outbox`,
      variable: 'SMTP_URL',
      isUsed: !hasOwnMail(),
    },
    {
      replaces: 'Google Gemini',
      by: 'watermarked sample pictures made on this machine',
      variable: 'GEMINI_API_KEY',
      isUsed: !hasOwnGemini(),
    },
    {
      replaces: 'Kling',
      by: 'watermarked sample pictures and videos made on this machine',
      variable: 'KLING_API_KEY',
      isUsed: !hasOwnKling(),
    },
    {
      replaces: 'Shopify',
      by:
        shopifyUrl === undefined
          ? 'sample shops on this machine'
          : `shops such as sample-store.myshopify.com, listed at ${shopifyUrl}`,
      variable: 'SHOPIFY_API_KEY',
      isUsed: !hasOwnShopify(),
    },
    {
      replaces: 'WooCommerce',
      by:
        woocommerceUrl === undefined
          ? 'a sample shop on this machine'
          : `a sample shop, look at it and connect it at ${woocommerceUrl}`,
      variable: 'by its own address',
      isUsed: !hasNoSampleShop(),
    },
  ]
  return all.filter((standIn) => standIn.isUsed)
}

/** The lines that say what each stand-in replaces and how to have the real thing. */
export function describeStandIns(standIns: StandIn[]): string {
  if (standIns.length === 0) return ''
  const width = Math.max(...standIns.map(({ replaces }) => replaces.length))
  const lines = standIns.map(
    ({ replaces, by, variable }) => `    ${replaces.padEnd(width)}  ${by} (the real one: ${variable})`,
  )
  return ['  Stand-ins on this machine:', ...lines].join('\n')
}

function emulatorScript(name: string): string {
  return join(workspaceRoot, 'packages', 'emulators', 'src', name, 'main.ts')
}

/** A path as a person in the checkout would type it. */
export function shortPath(path: string): string {
  const fromRoot = relative(workspaceRoot, path)
  return fromRoot.startsWith('..') ? path : fromRoot
}
