import { DomainError } from '@studio/core/kernel'

/** A shop's own name at Shopify: lower case, and nothing behind it (shopify.dev, "verify the shop parameter"). */
const SHOP = /^[a-z0-9][a-z0-9-]{0,59}\.myshopify\.com$/

/**
 * Reads what a person typed as the name of their shop: with or without `https://`, `.myshopify.com` or a path of the admin.
 * @throws DomainError `invalid_input`
 */
export function readShop(typed: string): string {
  const host = typed
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^admin\.shopify\.com\/store\/([a-z0-9-]+).*$/, '$1')
    .replace(/\/.*$/, '')
  const shop = host.includes('.') ? host : `${host}.myshopify.com`
  if (SHOP.test(shop)) return shop
  throw new DomainError(
    'invalid_input',
    'This is not the address of a Shopify store. It looks like your-store.myshopify.com.',
  )
}

/** Whether a text is a shop's name as Shopify itself sends it. */
export function isShop(text: unknown): text is string {
  return typeof text === 'string' && SHOP.test(text)
}

/** Where a path of a shop is asked for; a stand-in on this machine answers for all shops. */
export type ShopAddress = (shop: string, path: string) => URL

/** The addresses of shops: their own, or below a stand-in's. The name is checked either way. */
export function createShopAddress(standInUrl?: string): ShopAddress {
  return (shop, path) => {
    if (!isShop(shop)) throw new Error('not a shop')
    return standInUrl === undefined
      ? new URL(`https://${shop}${path}`)
      : new URL(`${standInUrl.replace(/\/$/, '')}/shops/${shop}${path}`)
  }
}

/**
 * Whether a redirect names one shop throughout: `shop` is one, and `host`, if it is there, is the admin of that one
 * (`<shop>/admin` or `admin.shopify.com/store/<its name>`, in base64; shopify.dev, "host parameter").
 */
export function isOneShop(query: URLSearchParams): boolean {
  const shop = query.get('shop')
  if (!isShop(shop)) return false
  const host = query.get('host')
  if (host === null) return true
  const admin = Buffer.from(host, 'base64').toString('utf8')
  return admin === `${shop}/admin` || admin === `admin.shopify.com/store/${shop.split('.')[0]}`
}
