import { describe, expect, it } from 'vitest'
import { type Refusal, toFailure, toUnreadable } from './failures.ts'

const page = '<!DOCTYPE html><html><body>Something is wrong</body></html>'
const json = (code: string) => JSON.stringify({ code, message: 'No.', data: { status: 400 } })

function failure(status: number, text: string, more: Partial<Refusal> & { answered?: object } = {}) {
  const { answered = {}, subject = 'product' } = more
  const headers = new Headers(answered as Record<string, string>)
  return toFailure({ status, headers, text, subject })
}

describe('an answer that is no success', () => {
  it.each([
    [400, json('woocommerce_product_invalid_image_id'), 'media_gone'],
    [400, json('woocommerce_variation_invalid_image_id'), 'media_gone'],
    [400, json('woocommerce_product_image_upload_error'), 'media_refused'],
    [400, json('rest_upload_file_too_big'), 'media_refused'],
    [400, json('rest_invalid_param'), 'refused'],
    [401, json('incorrect_password'), 'access_revoked'],
    [403, json('woocommerce_rest_cannot_edit'), 'scope_missing'],
    [403, page, 'refused'],
    [404, json('woocommerce_rest_product_invalid_id'), 'product_gone'],
    [404, json('rest_no_route'), 'not_a_store'],
    [404, page, 'not_a_store'],
    [413, page, 'media_refused'],
    [429, page, 'throttled'],
    [500, json('rest_upload_sideload_error'), 'media_refused'],
    [500, json('internal_server_error'), 'unreachable'],
    [502, page, 'unreachable'],
    [503, page, 'unreachable'],
    [507, '', 'unreachable'],
  ])('of status %i means what it says (%s)', (status, text, code) => {
    expect(failure(status, text)).toMatchObject({ name: 'StoreFailure', code })
  })

  it('says which thing is gone by what the call was about', () => {
    const gone = json('rest_post_invalid_id')
    expect(failure(404, gone, { subject: 'media' }).code).toBe('media_gone')
    expect(failure(404, gone, { subject: 'product' }).code).toBe('product_gone')
  })

  it('says how long to wait, in seconds or until a time', () => {
    expect(failure(429, page, { answered: { 'retry-after': '7' } }).retryAfterMs).toBe(7000)
    expect(failure(503, page, { answered: { 'retry-after': '600' } })).toMatchObject({
      code: 'throttled',
      retryAfterMs: 600_000,
    })
    const until = {
      date: 'Sun, 22 Nov 2026 23:00:00 GMT',
      'retry-after': 'Sun, 22 Nov 2026 23:00:09 GMT',
    }
    expect(failure(429, page, { answered: until }).retryAfterMs).toBe(9000)
    expect(failure(429, page).retryAfterMs).toBeGreaterThan(0)
  })

  it('that leads elsewhere tells a page to sign in from another site, and names no more than its origin', () => {
    expect(failure(302, '', { answered: { location: '/wp-login.php?redirect_to=x' } }).code).toBe(
      'access_revoked',
    )
    const moved = failure(301, '', { answered: { location: 'https://www.shop.example/wp-json/?key=secret' } })
    expect(moved.code).toBe('not_a_store')
    expect(moved.diagnosis).toContain('https://www.shop.example')
    expect(moved.diagnosis).not.toContain('secret')
  })
})

describe('a success that cannot be read', () => {
  it.each([
    ['a web page', page, 'not_a_store'],
    ['nothing', ' ', 'unreachable'],
    ['a plugin’s notice before the JSON', '<br />\n<b>Notice</b>: x on line 7<br />\n{"id":1}', 'garbled'],
    ['something else', 'Hello', 'refused'],
  ])('is told apart (%s)', (_what, text, code) => {
    expect(toUnreadable(200, text)).toMatchObject({ name: 'StoreFailure', code })
  })

  it('blames what prints into the answers by its kind', () => {
    expect(toUnreadable(200, 'Warning: x\n[{"id":1}]').diagnosis).toContain('plugin')
  })
})
