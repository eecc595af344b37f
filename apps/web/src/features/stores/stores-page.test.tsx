import { DomainError } from '@studio/core/kernel'
import type { StoreView } from '@studio/core/stores'
import { afterEach, expect, it, vi } from 'vitest'
import { type Answer, answerCalls } from '../../testing/answer-calls.ts'
import { eventually, write } from '../../testing/render-screens.tsx'
import { renderStores } from './testing/render-stores.tsx'
import { sampleProduct, sampleStore } from './testing/sample-store.ts'

vi.setConfig({ testTimeout: 30_000 })

afterEach(() => window.history.replaceState(null, '', '/'))

/** Shows the stores over what the server has. */
function show(items: StoreView[], changes: Record<string, Answer> = {}) {
  answerCalls({
    'stores.list': () => ({ items, nextCursor: null }),
    'products.list': () => ({ items: [sampleProduct()], nextCursor: null }),
    ...changes,
  })
  return renderStores('/stores')
}

it('the room without a store says what it is for, and connects either platform', async () => {
  const asked: unknown[] = []
  const { button, text, field } = show([], {
    'stores.beginShopify': (input) => {
      asked.push(input)
      throw new DomainError('invalid_input', 'Give the name of the shop as in its admin.')
    },
  })
  await eventually(() => button(/^Connect Shopify$/).click())
  await eventually(() => write(field('Shop'), ' quiet goods! '))
  button(/^Go to Shopify$/).click()
  await eventually(() => expect(text()).toContain('Give the name of the shop as in its admin.'))
  expect(asked).toEqual([{ shop: 'quiet goods!' }])
})

it('an Application Password connects a WooCommerce store without leaving the studio', async () => {
  const asked: unknown[] = []
  const { button, field, router } = show([sampleStore()], {
    'stores.connectWooCommerce': (input) => {
      asked.push(input)
      return sampleStore({ platform: 'woocommerce', name: 'Corner shop' })
    },
    'stores.get': () => sampleStore(),
    'products.types': () => ({ items: [] }),
  })
  await eventually(() => button(/^Connect a store$/).click())
  await eventually(() => {
    const platform = [...document.querySelectorAll<HTMLElement>('[role=radio]')]
    platform.find((each) => each.textContent === 'WooCommerce')?.click()
    button(/^I have an Application Password/).click()
  })
  await eventually(() => write(field('Address of the site'), 'https://shop.example.com'))
  write(field('User name'), 'mara')
  write(field('Application Password'), 'abcd efgh')
  button(/^Connect$/).click()
  await eventually(() => expect(router.state.location.pathname).toBe(`/stores/${sampleStore().id}`))
  expect(asked).toEqual([
    { address: 'https://shop.example.com', user: 'mara', applicationPassword: 'abcd efgh' },
  ])
})

it('who comes back from a platform reads what came of it, once', async () => {
  window.history.replaceState(null, '', '/stores#problem.store_taken')
  const { text } = show([])
  await eventually(() => expect(text()).toContain('This store belongs to another account'))
  expect(window.location.hash).toBe('')
})

it('a plan that has no room for another store leads to the plans', async () => {
  window.history.replaceState(null, '', '/stores#problem.plan_limit')
  const { text } = show([sampleStore()])
  await eventually(() => expect(text()).toContain('Your plan has no room for another store'))
  expect(document.querySelector('a[href="/credits?view=plans"]')?.textContent).toBe('See the plans')
})

it('a shop that let us in from its own side is connected once the person here says that it is theirs', async () => {
  const claim = 'c'.repeat(43)
  window.history.replaceState(null, '', `/stores#claim.${claim}`)
  const claimed = vi.fn((input: { claim: string }) => input.claim === claim && sampleStore())
  const { text, button } = show([], {
    'stores.readClaim': () => ({ shop: 'quiet-goods.myshopify.com', expiresAt: '2026-11-22T12:15:00.000Z' }),
    'stores.claim': claimed,
    'stores.get': () => sampleStore(),
    'products.types': () => ({ items: [] }),
  })
  await eventually(() => expect(text()).toContain('Connect quiet-goods.myshopify.com?'))
  expect(claimed).not.toHaveBeenCalled()
  button(/^Connect it to this account$/).click()
  await eventually(() => expect(claimed).toHaveBeenCalledOnce())
})

it('a store that is locked out says why and is connected again under the same name', async () => {
  const problem = { code: 'access_revoked', message: 'The store no longer lets Studio Pro in.' }
  const { text, button, field } = show([sampleStore({ status: 'locked_out', problem })])
  await eventually(() => expect(text()).toContain('The store no longer lets Studio Pro in.'))
  button(/^Connect again$/).click()
  await eventually(() => expect(field('Shop').value).toBe('quiet-goods.myshopify.com'))
})

it('disconnecting says what goes and what stays, and asks about the history', async () => {
  const left: unknown[] = []
  const { text, button } = show([sampleStore({ publications: 3 })], {
    'stores.disconnect': (input) => {
      left.push(input)
      return { isDone: true, isTakenOff: false }
    },
  })
  await eventually(() => button(/^More about Quiet Goods$/).click())
  await eventually(() => {
    const entry = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find(
      (each) => each.textContent === 'Disconnect',
    )
    if (!entry) throw new Error('not open yet')
    entry.click()
  })
  await eventually(() => expect(text()).toContain('The store stays as it is, with every picture'))
  expect(text()).not.toContain('and with it every undo')
  document.querySelector<HTMLElement>('[role=switch]')?.click()
  await eventually(() => expect(text()).toContain('The history of 3 publications, and with it every undo.'))
  button(/^Disconnect$/).click()
  await eventually(() => expect(text()).toContain('Remove Studio Pro in Shopify yourself'))
  expect(left).toEqual([{ id: sampleStore().id, keepHistory: false, leaveHalfWay: false }])
})

it('a store that does not answer while it is left can be disconnected anyway, with what stays half changed named', async () => {
  const left: unknown[] = []
  const halfWay = [{ id: 'pub_01kaaaaaaaaaaaaaaaaaaaaaaa' as const, title: 'Canvas sneaker' }]
  const leaving = { since: '2026-11-22T12:00:00.000Z', keepsHistory: false, isLate: true, halfWay }
  const { text, button } = show([sampleStore({ publications: 3, leaving })], {
    'stores.disconnect': (input) => {
      left.push(input)
      return { isDone: true, isTakenOff: false }
    },
  })
  await eventually(() => expect(text()).toContain('Disconnecting…'))
  expect(text()).toContain('until what was done to “Canvas sneaker” is taken back')
  button(/^Disconnect anyway$/).click()
  await eventually(() => expect(text()).toContain('“Canvas sneaker” may stay half changed'))
  const [, confirm] = [...document.querySelectorAll<HTMLElement>('button')].filter(
    ({ textContent }) => textContent === 'Disconnect anyway',
  )
  confirm?.click()
  await eventually(() =>
    expect(left).toEqual([{ id: sampleStore().id, keepHistory: false, leaveHalfWay: true }]),
  )
})
