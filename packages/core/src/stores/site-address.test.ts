import { describe, expect, it } from 'vitest'
import { APPLICATION_ID, approvalUrl, readSite } from './site-address.ts'

describe('the address of a site', () => {
  it.each([
    ['shop.example', 'https://shop.example'],
    [' https://Shop.example/ ', 'https://shop.example'],
    ['https://example.com/shop/wp-admin/index.php', 'https://example.com/shop'],
    ['https://example.com/wp-login.php', 'https://example.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://example.com/shop?preview=1#top', 'https://example.com/shop'],
  ])('is understood as a person types it: %s', (typed, site) => {
    expect(readSite(typed)).toBe(site)
  })

  it.each(['', 'shop', 'ftp://shop.example', 'https://ada:secret@shop.example', 'https://', 'java script:1'])(
    'is refused, with a sentence, where it is none: %s',
    (typed) => {
      expect(() => readSite(typed)).toThrow('This is not the address of a website')
    },
  )
})

it('WordPress is asked for a password that bears our name', () => {
  const url = new URL(
    approvalUrl('https://shop.example/blog', {
      successUrl: 'https://a/ok?state=1',
      rejectUrl: 'https://a/no',
    }),
  )
  expect(url.origin + url.pathname).toBe('https://shop.example/blog/wp-admin/authorize-application.php')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    ...{ app_name: 'Studio Pro', app_id: APPLICATION_ID },
    ...{ success_url: 'https://a/ok?state=1', reject_url: 'https://a/no' },
  })
})
