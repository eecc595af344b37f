import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepScreenshot, signUp, type Visitor, visit } from './support/browser.ts'
import { inspect } from './support/look.ts'
import { sharedStudio } from './support/shared-studio.ts'

const studio = sharedStudio()
let visitor: Visitor
let page: Page
/** The screens that the stories leave behind. */
const NAMES = ['stores', 'store', 'product', 'publish', 'plan', 'conflict', 'undo', 'history'] as const
const screens: Partial<Record<(typeof NAMES)[number], string>> = {}

const SHOP = 'sample-store.myshopify.com'

beforeAll(async () => {
  visitor = await visit(studio.url)
  page = visitor.page
  await signUp(visitor, 'stores@example.com')
})

afterAll(() => visitor?.close())

/** What a shopper sees of the running shoe: its pictures in their order, with what is written of each. */
async function storefront(): Promise<{ id: string | null; caption: string | null }[]> {
  const shopper = await visitor.context.newPage()
  try {
    await shopper.goto(`${studio.shopifyUrl}/shops/${SHOP}/products/running-shoe`)
    const figures = await shopper.locator('figure').all()
    return await Promise.all(
      figures.map(async (figure) => ({
        id: await figure.getAttribute('data-media'),
        caption: await figure.locator('figcaption').textContent(),
      })),
    )
  } finally {
    await shopper.close()
  }
}

/** Writes another alt text to a picture of the running shoe, as the shop's own people do. */
async function editInStore(mediaId: string, alt: string): Promise<void> {
  const control = `${studio.shopifyUrl}/__emu/shops/${SHOP}`
  const { products } = (await (await fetch(`${control}/shop`)).json()) as {
    products: Record<string, { id: string; handle: string }>
  }
  const productId = Object.values(products).find(({ handle }) => handle === 'running-shoe')?.id
  const body = JSON.stringify({ productId, alts: { [mediaId]: alt } })
  const answer = await fetch(`${control}/edit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  if (!answer.ok) throw new Error(`The stand-in refused: ${await answer.text()}`)
}

/** Goes to the page of WordPress that asks for a password for the studio, and answers it. */
async function connectWooCommerce(answer: string): Promise<void> {
  await page.goto('/stores')
  await page.getByRole('button', { name: 'Connect a store' }).click()
  await page.getByRole('radio', { name: 'WooCommerce' }).click()
  await page.getByLabel('Address of the site').fill(studio.woocommerceUrl ?? '')
  await page.getByRole('button', { name: 'Go to WordPress' }).click()
  await page.getByRole('button', { name: answer }).click()
}

let before: Awaited<ReturnType<typeof storefront>>

describe('a shop', () => {
  it('is connected by its owner’s consent at the shop, and its products appear', async () => {
    await page.goto('/stores')
    await page.getByRole('button', { name: 'Connect Shopify' }).click()
    await page.getByLabel('Shop').fill('sample-store')
    await page.getByRole('button', { name: 'Go to Shopify' }).click()
    await page.getByRole('button', { name: 'Install' }).click()
    await page.getByText('Sample Store is connected').waitFor()
    expect(new URL(page.url()).hash).toBe('')
    screens.stores = new URL(page.url()).pathname
    await page.getByRole('link', { name: 'See its products' }).click()
    await page.getByRole('link', { name: /Running shoe/ }).waitFor()
    await page.getByText('Shopify · 12 products ·').waitFor()
    screens.store = new URL(page.url()).pathname
  })

  it('that nobody was sent to is not connected, and says so', async () => {
    await page.goto('/api/stores/shopify/callback?state=forged&shop=sample-store.myshopify.com&code=x')
    await page.getByRole('alert').getByText('That took too long').waitFor()
  })
})

describe('a product', () => {
  it('gives its photo to Create, and gets back what was made of it', async () => {
    before = await storefront()
    await page.goto(screens.store ?? '')
    await page.getByRole('searchbox').fill('RUN-4')
    await page.getByText('Desk cactus').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: /Running shoe/ }).click()
    await page.getByRole('button', { name: 'Make new pictures' }).click()
    screens.product = new URL(page.url()).pathname
    await page.getByRole('button', { name: 'Take 1 photo' }).click()
    await page.waitForURL(/\/create\?sources=ast_/)
    await page.goto(`${page.url()}&shot=white-hero&model=local-studio`)
    await page.getByRole('button', { name: 'Make 1 picture · free' }).click()
    await page.waitForURL('**/generations/gen_*')
    await page.getByText('1 picture ready', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Publish output 1 to a store' }).click()
    // The product is known, since the photo came from it.
    await page.getByRole('button', { name: 'Change' }).waitFor()
    await page.getByRole('img', { name: 'Running shoe from the side' }).waitFor()
    screens.publish = page.url().replace(studio.url, '')
  })

  it('is planned first, with what changes in words, and nothing happens in the store', async () => {
    await page.getByRole('radio', { name: 'As the first' }).click()
    await page.getByLabel('Alt text').fill('Running shoe on pure white')
    await page.getByRole('button', { name: 'See the plan' }).click()
    await page.getByText('Adds a picture as the first, described as “Running shoe on pure white”').waitFor()
    await page.getByText('Nothing has happened in the store yet.').waitFor()
    screens.plan = page.url().replace(studio.url, '')
    expect(await storefront()).toEqual(before)
  })

  it('shows the picture to shoppers once the plan was approved, read back and verified', async () => {
    await page.getByRole('button', { name: 'Publish it' }).click()
    await page.getByText('Read back: order, alt texts and variants are as planned.').waitFor()
    await page.getByText('The AI marking is in the file that the store serves.').waitFor()
    const now = await storefront()
    expect(now).toHaveLength(before.length + 1)
    expect(now[0]?.caption).toContain('Running shoe on pure white')
    expect(now.slice(1).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  })

  it('is as it was, down to the last alt text, once the publication was undone from its timeline', async () => {
    await page.goto(screens.product ?? '')
    const timeline = page.getByRole('list', { name: 'Publications of this product' })
    await timeline.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Takes off 1 picture that it added.').waitFor()
    await keepScreenshot(page, 'undo')
    await page.getByRole('button', { name: 'Undo it' }).click()
    await page.getByText('Read back: order, alt texts and variants are as planned.').waitFor()
    screens.undo = page.url().replace(studio.url, '')
    expect(await storefront()).toEqual(before)
    screens.history = '/publications'
  })

  it('is arranged by keyboard alone, and what somebody changed in the store meanwhile is a conflict', async () => {
    await page.goto(screens.product ?? '')
    await page.getByRole('button', { name: 'Make picture 3 the first' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('1 change', { exact: false }).first().waitFor()
    await page.getByRole('button', { name: 'See the plan' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Moves picture 3 to the front').waitFor()
    const [first] = before
    await editInStore(first?.id ?? '', 'Changed by a colleague')
    await page.getByRole('button', { name: 'Publish it' }).click()
    await page.getByText('Changed by a colleague').waitFor()
    expect(await page.getByRole('button', { name: /^Publish/ }).isDisabled()).toBe(true)
    screens.conflict = page.url().replace(studio.url, '')
  })
})

it.each(NAMES)(
  'the screen of %s fits desk and phone, light and dark, and breaks no rule of accessibility',
  async (name) => {
    await page.goto(screens[name] ?? '')
    await page.getByText('Running shoe').or(page.getByText('Sample Store')).first().waitFor()
    await inspect(page, name)
  },
)

it('is disconnected, and the shop keeps what it has', async () => {
  await page.goto('/stores')
  await page.getByRole('button', { name: 'More about Sample Store' }).click()
  await page.getByRole('menuitem', { name: 'Disconnect' }).click()
  await page.getByText('The store stays as it is, with every picture').waitFor()
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
  await page.getByText('Disconnected, history kept').waitFor()
  expect(await storefront()).toHaveLength(before.length)
})

it('a WooCommerce store is connected by approving it in WordPress, and not by refusing it', async () => {
  await connectWooCommerce('No, I do not approve of this connection')
  await page.getByRole('alert').getByText('The store refused').waitFor()
  await connectWooCommerce('Yes, I approve of this connection')
  await page.getByText(/ is connected$/).waitFor()
  await page.getByRole('link', { name: 'See its products' }).click()
  await page.getByRole('list', { name: 'Products' }).getByRole('link').first().waitFor()
})

it('the browser asked nobody but the studio and the shops, and had nothing to complain of', () => {
  expect(new Set(visitor.foreignRequests)).toEqual(new Set([studio.shopifyUrl, studio.woocommerceUrl]))
  expect(visitor.complaints).toEqual([])
})
