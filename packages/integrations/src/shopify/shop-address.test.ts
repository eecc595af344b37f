import { describe, expect, it } from 'vitest'
import { createShopAddress, isOneShop, isShop, readShop } from './shop-address.ts'

describe('the name of a shop', () => {
  it.each([
    'my-store',
    'my-store.myshopify.com',
    ' https://My-Store.myshopify.com/admin ',
    'https://admin.shopify.com/store/my-store/products',
  ])('is understood as a person types it: %s', (typed) => {
    expect(readShop(typed)).toBe('my-store.myshopify.com')
  })

  it.each([
    '',
    'my store',
    'shop.example',
    'my-store.myshopify.com.evil.example',
    'evil.example/my-store.myshopify.com',
    'my-store.myshopify.com@evil.example',
    'my-store.myshopify.com:8443',
    '-store.myshopify.com',
    'a.b.myshopify.com',
    'мой-магазин',
    '127.0.0.1',
  ])('is refused, with a sentence, where it leads elsewhere: %s', (typed) => {
    expect(() => readShop(typed)).toThrow('This is not the address of a Shopify store')
  })

  it('is taken from Shopify only letter by letter', () => {
    expect(isShop('my-store.myshopify.com')).toBe(true)
    for (const other of ['My-Store.myshopify.com', 'my-store.myshopify.com\n', 'my-store', null, 7])
      expect(isShop(other)).toBe(false)
  })

  it('is checked before anything is asked of it', () => {
    const address = createShopAddress()
    expect(address('my-store.myshopify.com', '/admin').href).toBe('https://my-store.myshopify.com/admin')
    expect(() => address('evil.example', '/admin')).toThrow('not a shop')
  })
})

describe('a redirect from Shopify', () => {
  const about = (shop: string, host?: string) =>
    isOneShop(new URLSearchParams({ shop, ...(host && { host: Buffer.from(host).toString('base64') }) }))

  it.each(['my-store.myshopify.com/admin', 'admin.shopify.com/store/my-store', undefined])(
    'about one shop is taken, with the host %s',
    (host) => {
      expect(about('my-store.myshopify.com', host)).toBe(true)
    },
  )

  it.each([
    'other.myshopify.com/admin',
    'admin.shopify.com/store/other',
    'evil.example',
    'admin.shopify.com',
  ])('that names another host is refused: %s', (host) => {
    expect(about('my-store.myshopify.com', host)).toBe(false)
  })

  it('about no shop is refused', () => {
    expect(about('evil.example')).toBe(false)
  })
})
