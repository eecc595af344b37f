import { Readable } from 'node:stream'
import { CATALOGUE_LIMITS } from '@studio/core/stores'
import { expect, it } from 'vitest'
import type { SafeFetch } from '../safe-fetch/index.ts'
import { createWooCommerceConnector } from './index.ts'

const signal = new AbortController().signal

/** A site with one product, whose variations fill page after page. */
function openEndlessSite() {
  let pages = 0
  const safeFetch = (async (address: string) => {
    const url = new URL(address)
    const isVariations = url.pathname.endsWith('/variations')
    if (isVariations) pages += 1
    const answer = isVariations
      ? Array.from({ length: 100 }, (_, index) => ({ id: pages * 100 + index, attributes: [] }))
      : { id: 1, name: 'Endless', status: 'publish', images: [], variations: [1] }
    return { status: 200, headers: new Headers(), body: Readable.from([JSON.stringify(answer)]) }
  }) as unknown as SafeFetch
  const login = async () => ({ user: 'ada', applicationPassword: 'secret' })
  const download = () => Promise.reject(new Error('nothing is downloaded'))
  const site = 'https://endless.example'
  return { connector: createWooCommerceConnector({ site, safeFetch, download, login }), pages: () => pages }
}

it('a product with variations without end is given up soon', async () => {
  const { connector, pages } = openEndlessSite()
  await expect(connector.readProduct('1', signal)).rejects.toMatchObject({ code: 'too_large' })
  expect(pages()).toBe(CATALOGUE_LIMITS.variantsPerProduct / 100 + 1)
})
