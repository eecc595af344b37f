import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openShopifyEmulator, type ShopifyEmulator } from './emulator.ts'
import { askShop } from './testing/ask-shop.ts'

const SHOP = 'test-shop.myshopify.com'
let emulator: ShopifyEmulator
let kept: ReturnType<ShopifyEmulator['keep']>
let token: string
let picture: Buffer
let productId: string

beforeAll(async () => {
  emulator = await openShopifyEmulator()
  emulator.addShop(SHOP, { name: 'Test Shop' })
  token = emulator.issueToken(SHOP)
  picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
  const pictures = [{ bytes: picture, alt: 'front' }, { bytes: picture }]
  const variants = [{ title: 'Small', picture: 0 }, { title: 'Large' }]
  productId = (await emulator.addProduct(SHOP, { title: 'Mug', pictures, variants })).id
  kept = emulator.keep()
})
beforeEach(() => emulator.putBack(kept))
afterAll(() => emulator.close())

const ask = async (query: string, variables: object = {}) =>
  (await askShop(emulator, SHOP, token, query, variables)).answer

async function dataOf<Data>(query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await ask(query, variables)
  expect(errors).toBeUndefined()
  return data as Data
}

const stage = (input: object) =>
  dataOf<{
    stagedUploadsCreate: {
      stagedTargets: { url: string; resourceUrl: string; parameters: { name: string; value: string }[] }[]
    }
  }>(
    `mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) {
      stagedTargets { url resourceUrl parameters { name value } } userErrors { message } } }`,
    { input: [{ resource: 'IMAGE', filename: 'new.png', mimeType: 'image/png', ...input }] },
  ).then(({ stagedUploadsCreate }) => stagedUploadsCreate.stagedTargets[0])

async function upload(): Promise<string> {
  const target = await stage({})
  await fetch(target?.url ?? '', {
    method: 'PUT',
    headers: { 'content-type': 'image/png' },
    body: new Uint8Array(picture),
  })
  return target?.resourceUrl ?? ''
}

describe('a question', () => {
  it('is held against Shopify’s own schema', async () => {
    const { errors, data } = await ask('{ shop { nickname } }')
    expect(errors?.[0]?.message).toContain('Cannot query field "nickname" on type "Shop".')
    expect(data).toBeUndefined()
  })

  it('about what the stand-in does not know is an error, never nothing', async () => {
    const { errors } = await ask('{ shop { plan { displayName } } }')
    expect(errors?.[0]?.message).toBe('The stand-in does not know Shop.plan.')
  })

  it('needs a token that is good, of a shop that is there', async () => {
    expect(await askShop(emulator, SHOP, 'shpat_wrong', '{ shop { name } }')).toMatchObject({
      status: 401,
      answer: { errors: expect.stringContaining('Invalid API key or access token') },
    })
    expect((await askShop(emulator, 'other.myshopify.com', token, '{ shop { name } }')).status).toBe(404)
  })

  it('costs what is published: asked for beforehand, and given back what did not come', async () => {
    const query = `{ products(first: 10) { pageInfo { hasNextPage } nodes { id
      media(first: 5) { nodes { id ... on MediaImage { image { url } } } } } } }`
    const { extensions } = await ask(query)
    // Each of ten products 1, its list 2, each of five media 1 and its image 1; the list of products 2.
    expect(extensions?.cost).toMatchObject({
      requestedQueryCost: 2 + 10 * (1 + 2 + 5 * 2),
      actualQueryCost: 2 + (1 + 2 + 2 * 2),
      throttleStatus: { maximumAvailable: 2000, restoreRate: 100 },
    })
  })

  it('that is too dear is refused, and one that comes too soon is throttled until time has passed', async () => {
    const dear = '{ products(first: 250) { nodes { media(first: 2) { nodes { id } } } } }'
    expect((await ask(dear)).errors?.[0]?.extensions?.code).toBe('MAX_COST_EXCEEDED')
    emulator.setPlan({ maximumAvailable: 100, restoreRate: 10 })
    const query = `{ nodes(ids: ["${productId}"]) { ... on Product { media(first: 95) { nodes { id } } } } }`
    expect((await ask(query)).errors).toBeUndefined()
    const throttled = await ask(query)
    expect(throttled.data).toBeUndefined()
    expect(throttled.errors?.[0]).toMatchObject({ message: 'Throttled', extensions: { code: 'THROTTLED' } })
    const { requestedQueryCost, throttleStatus } = throttled.extensions?.cost ?? expect.fail()
    const missing = requestedQueryCost - throttleStatus.currentlyAvailable
    await emulator.advance((missing / throttleStatus.restoreRate) * 1000)
    expect((await ask(query)).errors).toBeUndefined()
  })

  it('takes pages of 250 at the most, and goes on behind what was deleted meanwhile', async () => {
    expect((await ask('{ products(first: 251) { nodes { id } } }')).errors).toHaveLength(1)
    await emulator.addProducts(SHOP, 2)
    const page =
      'query($after: String) { products(first: 1, after: $after) { pageInfo { endCursor } nodes { title } } }'
    type Page = { products: { pageInfo: { endCursor: string }; nodes: { title: string }[] } }
    const first = await dataOf<Page>(page)
    await emulator.edit(SHOP, productId, { isDeleted: true })
    const second = await dataOf<Page>(page, { after: first.products.pageInfo.endCursor })
    expect(second.products.nodes).toEqual([{ title: 'Product 1' }])
  })
})

describe('an upload', () => {
  it('by form takes every field first and the file last', async () => {
    const target = await stage({ httpMethod: 'POST' })
    const fields = target?.parameters.map(({ name, value }) => [name, value] as const) ?? []
    const file = new Blob([new Uint8Array(picture)], { type: 'image/png' })
    const send = (isLast: boolean) => {
      const form = new FormData()
      if (!isLast) form.append('file', file, 'new.png')
      for (const [name, value] of fields) form.append(name, value)
      if (isLast) form.append('file', file, 'new.png')
      return fetch(target?.url ?? '', { method: 'POST', body: form })
    }
    expect((await send(false)).status).toBe(400)
    expect((await send(true)).status).toBe(201)
  })

  it('of another type than was said is refused, and so is one that comes a day late', async () => {
    const target = await stage({})
    const send = (type: string) =>
      fetch(target?.url ?? '', {
        method: 'PUT',
        headers: { 'content-type': type },
        body: new Uint8Array(picture),
      })
    expect((await send('image/jpeg')).status).toBe(403)
    await emulator.advance(24 * 3600_000)
    expect((await send('image/png')).status).toBe(403)
  })
})

describe('media', () => {
  const UPDATE = `mutation($id: ID!, $media: [CreateMediaInput!]!) {
    productUpdate(product: { id: $id }, media: $media) { product { id } userErrors { field message } } }`
  const MEDIA = `query($id: ID!) { product(id: $id) { media(first: 250, sortKey: POSITION) {
    nodes { id alt status ... on MediaImage { image { width } mediaErrors { code } } } } } }`
  type Media = {
    product: { media: { nodes: { id: string; status: string; image: { width: number } | null }[] } }
  }
  const mediaNow = async () => (await dataOf<Media>(MEDIA, { id: productId })).product.media.nodes
  const bring = (originalSource: string, times = 1) =>
    dataOf<{ productUpdate: { userErrors: { message: string }[] } }>(UPDATE, {
      id: productId,
      media: Array.from({ length: times }, () => ({ originalSource, mediaContentType: 'IMAGE', alt: 'new' })),
    })

  it('are uploaded, then processed, then ready, and have an image only then', async () => {
    await bring(await upload())
    const seen: [string, number | undefined][] = []
    for (const passedMs of [0, 600, 1400]) {
      await emulator.advance(passedMs)
      const last = (await mediaNow()).at(-1)
      seen.push([last?.status ?? '', last?.image?.width])
    }
    expect(seen).toEqual([
      ['UPLOADED', undefined],
      ['PROCESSING', undefined],
      ['READY', 60],
    ])
  })

  it.each([
    ['that were never uploaded', 'IMAGE_DOWNLOAD_FAILURE', null],
    ['that are no picture', 'IMAGE_PROCESSING_FAILURE', Buffer.from('no picture')],
    ['that are cut short', 'IMAGE_PROCESSING_FAILURE', 'cut'],
  ])('%s fail with %s once they are processed', async (_what, code, body) => {
    const target = await stage({})
    const bytes = body === 'cut' ? picture.subarray(0, picture.length - 60) : body
    if (bytes !== null) {
      const headers = { 'content-type': 'image/png' }
      await fetch(target?.url ?? '', { method: 'PUT', headers, body: new Uint8Array(Buffer.from(bytes)) })
    }
    await bring(target?.resourceUrl ?? '')
    await emulator.advance(2000)
    expect((await mediaNow()).at(-1)).toMatchObject({ status: 'FAILED', mediaErrors: [{ code }] })
  })

  it('are 250 of a product at the most', async () => {
    const source = await upload()
    expect((await bring(source, 248)).productUpdate.userErrors).toEqual([])
    const { userErrors } = (await bring(source)).productUpdate
    expect(userErrors[0]?.message).toContain('250')
    expect(await mediaNow()).toHaveLength(250)
  })

  it('are shown by a variant one at a time, ready, and after the one before was taken off', async () => {
    const APPEND = `mutation($productId: ID!, $variantMedia: [ProductVariantAppendMediaInput!]!) {
      productVariantAppendMedia(productId: $productId, variantMedia: $variantMedia) { userErrors { code } } }`
    const append = async (variantId: string, mediaIds: string[]) => {
      type Done = { productVariantAppendMedia: { userErrors: { code: string }[] } }
      const variables = { productId, variantMedia: [{ variantId, mediaIds }] }
      return (await dataOf<Done>(APPEND, variables)).productVariantAppendMedia.userErrors.map(
        ({ code }) => code,
      )
    }
    const { variants, mediaIds } = emulator.shop(SHOP).products[productId] ?? expect.fail()
    const [small, large] = variants.map(({ id }) => id) as [string, string]
    const [first, second] = mediaIds as [string, string]
    await bring(await upload())
    const pending = (await mediaNow()).at(-1)?.id ?? ''
    expect(await append(small, [second])).toEqual(['PRODUCT_VARIANT_ALREADY_HAS_MEDIA'])
    expect(await append(large, [first, second])).toEqual(['TOO_MANY_MEDIA_PER_INPUT_PAIR'])
    expect(await append(large, [pending])).toEqual(['NON_READY_MEDIA'])
    expect(await append(large, ['gid://shopify/MediaImage/1'])).toEqual(['MEDIA_DOES_NOT_EXIST_ON_PRODUCT'])
    expect(await append(large, [second])).toEqual([])
  })
})

describe('a bulk operation', () => {
  const RUN = `mutation($query: String!, $isGrouped: Boolean!) {
    bulkOperationRunQuery(query: $query, groupObjects: $isGrouped) {
      bulkOperation { id status url } userErrors { code message } } }`
  type Run = {
    bulkOperationRunQuery: { bulkOperation: { id: string } | null; userErrors: { message: string }[] }
  }
  const run = (query: string, isGrouped = false) => dataOf<Run>(RUN, { query, isGrouped })
  const QUERY = '{ products { edges { node { id media { edges { node { id alt } } } } } } }'

  async function rowsOf(isGrouped: boolean) {
    const { bulkOperationRunQuery: begun } = await run(QUERY, isGrouped)
    await emulator.advance(5000)
    type Found = { bulkOperation: { status: string; url: string; objectCount: string } }
    const query = 'query($id: ID!) { bulkOperation(id: $id) { status url objectCount } }'
    const { bulkOperation } = await dataOf<Found>(query, { id: begun.bulkOperation?.id })
    expect(bulkOperation).toMatchObject({ status: 'COMPLETED', objectCount: '3' })
    const lines = (await (await fetch(bulkOperation.url)).text()).trim().split('\n')
    return lines.map((line) => JSON.parse(line) as { id: string; __parentId?: string })
  }

  it('answers a line for each thing, children with their parent’s id', async () => {
    const rows = await rowsOf(true)
    expect(rows[0]).toEqual({ id: productId })
    expect(rows.slice(1).map(({ __parentId }) => __parentId)).toEqual([productId, productId])
  })

  it('promises nothing of where children are unless they are grouped', async () => {
    expect((await rowsOf(false)).at(-1)).toEqual({ id: productId })
  })

  it.each([
    ['{ shop { name } }', 'at least one connection'],
    [
      '{ products { edges { node { variants { edges { node { media { edges { node { id } } } } } } } } } }',
      'depth',
    ],
    ['{ products { edges { node { nickname } } } }', 'Invalid bulk query'],
  ])('refuses %s', async (query, words) => {
    const { bulkOperationRunQuery } = await run(query)
    expect(bulkOperationRunQuery.bulkOperation).toBeNull()
    expect(bulkOperationRunQuery.userErrors[0]?.message).toContain(words)
  })

  it('runs five times at once at the most', async () => {
    for (let times = 0; times < 5; times += 1) await run(QUERY)
    expect((await run(QUERY)).bulkOperationRunQuery.userErrors).toMatchObject([{ code: 'LIMIT_REACHED' }])
  })
})
