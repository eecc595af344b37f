import { TEST_OWN_APP } from '@studio/emulators/shopify'
import type { TestStudio } from '@studio/services/testing'

/** What a shop's own people do, beside us, and what goes wrong on the way there. */
export type ShopPeople = {
  /** Changes a picture's alternative text. */
  describe(productId: string, mediaId: string, alt: string): Promise<void>
  reorder(productId: string, mediaIds: string[]): Promise<void>
  /** Deletes a picture for good, wherever it is shown. */
  deleteFile(mediaId: string): Promise<void>
  deleteProduct(productId: string): Promise<void>
  /** The ids of every picture in the shop, on a product or on none. */
  files(): string[]
  /** How many calls that change something came in. */
  writes(): number
  /** We are let in no more, by whatever there is; `letIn` makes it possible again, once somebody connects the store. */
  revoke(): void
  letIn(): void
  /** The nth picture that comes from now on cannot be processed. */
  refusePicture(nth: number): void
  /**
   * Of the calls that change something the nth from now on is carried out, and its answer lost. What is answered tells
   * whether that has happened.
   */
  loseAnswer(nth: number): () => boolean
  /** So many calls are not answered. */
  fallSilent(calls: number): void
  /** Everything as it is now, to be put back. */
  keep(): () => void
}

/** The people of a Shopify shop. */
export function peopleOfShopify({ shopify }: TestStudio, domain: string): ShopPeople {
  const change = (how: (shop: object) => void) => {
    const world = shopify.keep()
    how(world.shops[domain] ?? {})
    shopify.putBack(world)
  }
  return {
    describe: (id, mediaId, alt) => shopify.edit(domain, id, { alts: { [mediaId]: alt } }),
    reorder: (id, order) => shopify.edit(domain, id, { order }),
    deleteFile: async (id) => shopify.deleteFile(domain, id),
    deleteProduct: (id) => shopify.edit(domain, id, { isDeleted: true }),
    files: () => Object.keys(shopify.shop(domain).files).toSorted(),
    writes: () => shopify.requests().filter(({ operation }) => WRITES.test(operation)).length,
    revoke: () => change((shop) => Object.assign(shop, { ownApp: null, tokens: {} })),
    letIn: () => change((shop) => Object.assign(shop, { ownApp: TEST_OWN_APP })),
    refusePicture: (nth) =>
      shopify.addScenario({ match: { route: 'media', nth }, effect: { kind: 'fails' } }),
    loseAnswer: (nth) =>
      shopify.addScenario({ match: { isWrite: true, nth }, effect: { kind: 'lost_answer' } }),
    fallSilent: (times) => void shopify.addScenario({ times, effect: { kind: 'reset' } }),
    keep() {
      const world = shopify.keep()
      return () => shopify.putBack(world)
    },
  }
}

/** Documents that change something, by their names. */
const WRITES = /^(stage|create|update|delete|reorder|link|unlink|detach)/i

/** The people of the WooCommerce site. */
export function peopleOfWooCommerce({ woocommerce }: TestStudio): ShopPeople {
  const site = () => woocommerce.site()
  const product = (id: string) => {
    const found = site().products[Number(id)]
    if (!found) throw new Error(`no product ${id}`)
    found.modifiedAtMs += 1000
    return found
  }
  return {
    async describe(id, mediaId, alt) {
      product(id)
      const media = site().media[Number(mediaId)]
      if (media) media.altText = alt
    },
    async reorder(id, order) {
      const [first = 0, ...rest] = order.map(Number)
      Object.assign(product(id), { imageId: first, galleryIds: rest })
    },
    async deleteFile(id) {
      delete site().media[Number(id)]
    },
    async deleteProduct(id) {
      product(id).status = 'trash'
    },
    files: () => Object.keys(site().media).toSorted(),
    writes: () => woocommerce.requests().filter(({ method }) => method !== 'GET').length,
    revoke() {
      site().passwords = []
    },
    letIn: () => {},
    // Each picture is uploaded, then described.
    refusePicture: (nth) =>
      woocommerce.addScenario({
        match: { method: 'POST', path: '/wp/v2/media', nth: 2 * nth - 1 },
        effect: { kind: 'refuse', status: 500, code: 'rest_upload_sideload_error' },
      }),
    loseAnswer(nth) {
      const countLost = () => woocommerce.requests().filter(({ effect }) => effect === 'lost_answer').length
      const before = countLost()
      woocommerce.addScenario({ match: { isWrite: true, nth }, effect: { kind: 'lost_answer' } })
      return () => countLost() > before
    },
    fallSilent: (times) => woocommerce.addScenario({ times, effect: { kind: 'reset' } }),
    keep() {
      const kept = structuredClone(site())
      return () => void Object.assign(site(), structuredClone(kept))
    },
  }
}
