import { systemClock } from '@studio/core/kernel'
import { describe, expect, it } from 'vitest'
import { createShopifyApp, storeVariables, toShopifyOptions } from './index.ts'

const APP = { clientId: 'client', clientSecret: 'secret' }
const asked = { redirectUri: 'https://studio.example/api/stores/shopify/callback', state: 'state' }

describe('the app at Shopify', () => {
  it('asks an owner for products and files, and for nothing else', () => {
    const url = createShopifyApp({ app: APP, clock: systemClock }).authorizeUrl('mugs.myshopify.com', asked)
    const { origin, searchParams } = new URL(url ?? '')
    expect(origin).toBe('https://mugs.myshopify.com')
    expect(searchParams.get('scope')?.split(',').sort()).toEqual([
      'read_files',
      'read_products',
      'write_files',
      'write_products',
    ])
    expect(searchParams.get('client_id')).toBe('client')
    expect(url).not.toContain(APP.clientSecret)
  })

  it('that the operator does not have sends nobody anywhere and believes nothing', async () => {
    const app = createShopifyApp({ app: null, clock: systemClock })
    expect(app.authorizeUrl('mugs.myshopify.com', asked)).toBeNull()
    expect(app.isSignedRedirect(new URLSearchParams({ hmac: '' }), new Date())).toBe(false)
    expect(app.isSignedWebhook(new Uint8Array(), '', null)).toBe(false)
    expect(await app.readVisitor('token', new Date())).toBeNull()
    const { signal } = new AbortController()
    const tokens = app.getTokens('mugs.myshopify.com', { by: 'code', code: 'c' }, null, signal)
    await expect(tokens).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('the settings of stores', () => {
  it('may be left out', () => {
    expect(toShopifyOptions(storeVariables.parse({}))).toEqual({ app: null, standInUrl: undefined })
  })

  it('take an id and its secret together alone', () => {
    const { error } = storeVariables.safeParse({ SHOPIFY_API_KEY: 'client' })
    expect(error?.issues[0]).toMatchObject({ path: ['SHOPIFY_API_SECRET'] })
    const env = storeVariables.parse({ SHOPIFY_API_KEY: 'client', SHOPIFY_API_SECRET: 'secret' })
    expect(toShopifyOptions(env).app).toEqual(APP)
  })
})
