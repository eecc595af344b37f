import { newId } from '@studio/core/kernel'
import type { ProductState } from '@studio/core/stores'
import type { Store } from '@studio/db'
import { type StoreConnector, StoreFailure } from '@studio/integrations/store-connector'
import type { TestStudio } from '@studio/services/testing'
import type { AccountActor } from '../../kernel/index.ts'

/**
 * A store that is nothing but products in memory, read as platforms are: in pages that are counted from the start. A
 * test can stop it at any product, change it meanwhile, and have it fail. What platforms do beside that is proved with
 * their emulators.
 */
export type Shelf = StoreConnector & {
  products: Map<string, ProductState>
  /** Bytes of pictures by their address; an address that is not here is gone. */
  files: Map<string, { bytes: Uint8Array; mime: string }>
  /** Called before each product of the catalogue, and each one that is read by itself, is answered. */
  beforeProduct: (state: ProductState | null, from: 'catalogue' | 'itself') => Promise<void> | void
  /** Ids that were read by themselves. */
  lookedFor: string[]
}

const PAGE = 10

/** Fills a shelf with so many products, each with one picture. */
export function createShelf(count = 0): Shelf {
  const products = new Map<string, ProductState>()
  for (let number = 1; number <= count; number += 1) {
    const state = productOf(number)
    products.set(state.foreignId, state)
  }
  const refuse = () => Promise.reject(new StoreFailure('refused', 'a shelf is only read'))
  const shelf: Shelf = {
    products,
    files: new Map(),
    beforeProduct: () => {},
    lookedFor: [],
    platform: 'woocommerce',
    limits: {
      mediaPerProduct: 250,
      pictureBytes: 20_000_000,
      pictureSidePx: 4472,
      picturePixels: 20_000_000,
      altCharacters: 512,
    },
    async *readCatalogue(signal) {
      for (let from = 0; ; from += PAGE) {
        const page = [...products.values()].slice(from, from + PAGE)
        for (const state of page) {
          await shelf.beforeProduct(state, 'catalogue')
          signal.throwIfAborted()
          yield state
        }
        if (page.length < PAGE) return
      }
    },
    async readProduct(id, signal) {
      shelf.lookedFor.push(id)
      const state = products.get(id) ?? null
      await shelf.beforeProduct(state, 'itself')
      signal.throwIfAborted()
      return state
    },
    async readMedia(url, maxBytes) {
      const file = shelf.files.get(url)
      if (!file) throw new StoreFailure('media_gone', 'HTTP 404')
      if (file.bytes.byteLength > maxBytes) throw new StoreFailure('media_refused', 'too large')
      return file
    },
    describe: async () => ({ name: 'Shelf', address: 'https://shelf.example', scopes: [] }),
    ...{
      addMedia: refuse,
      findMedia: refuse,
      checkMedia: refuse,
      setAlt: refuse,
      reorder: refuse,
      linkVariant: refuse,
    },
    ...{ detachMedia: refuse, deleteMedia: refuse, attachMedia: refuse },
    ...{ watch: refuse, unwatch: refuse, leave: refuse },
  }
  return shelf
}

/** The nth product of a shelf, with whatever differs. */
export function productOf(number: number, differs: Partial<ProductState> = {}): ProductState {
  const foreignId = String(number)
  return {
    foreignId,
    title: `Mug ${String(number).padStart(5, '0')}`,
    handle: `mug-${number}`,
    status: 'publish',
    productType: number % 2 ? 'Mugs' : 'Plates',
    vendor: 'Kiln',
    url: `https://shelf.example/mug-${number}`,
    updatedAt: '2026-11-01T12:00:00.000Z',
    media: [pictureOf(`${number}01`)],
    variants: [{ foreignId: `${number}50`, title: 'White', sku: `SKU-${number}`, mediaId: null }],
    ...differs,
  }
}

/** A picture of a product on a shelf. */
export function pictureOf(foreignId: string): ProductState['media'][number] {
  const url = `https://shelf.example/files/${foreignId}.png`
  return { foreignId, kind: 'picture', alt: `Picture ${foreignId}`, url, widthPx: 120, heightPx: 90 }
}

/** Connects an account to the shelf that the studio's connectors open. */
export async function connectShelf(
  studio: Pick<TestStudio, 'deps' | 'clock'>,
  { accountId }: AccountActor,
  shop = 'https://shelf.example',
): Promise<Store> {
  const now = studio.clock.now()
  const store = { id: newId('store', now), accountId, platform: 'woocommerce' as const, shop, createdAt: now }
  return studio.deps.db.store.create({
    data: { ...store, name: 'Shelf', address: shop, status: 'connected', scopes: [] },
  })
}
