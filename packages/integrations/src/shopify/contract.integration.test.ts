import { describe } from 'vitest'
import { type StoreSubject, storeConnectorContract } from '../store-connector/store-connector.contract.ts'
import { drawPicture } from '../store-connector/testing/draw-picture.ts'
import { openTestShop, SHOP } from './testing/open-shop.ts'

describe('the connector of Shopify, on the stand-in for it', () => {
  storeConnectorContract(openSubject)
})

async function openSubject(): Promise<StoreSubject> {
  const { emulator, connector } = await openTestShop()
  const pictures = await Promise.all([11, 12, 13].map(drawPicture))
  const views = pictures.map((bytes, index) => ({ bytes, alt: `view ${index + 1}` }))
  const sizes = [{ title: 'Small', sku: 'MUG-S', picture: 1 }, { title: 'Large' }]
  const mug = await emulator.addProduct(SHOP, { title: 'Mug', pictures: views, variants: sizes })
  const bowl = await emulator.addProduct(SHOP, { title: 'Bowl', pictures: views.slice(0, 1) })
  const many = Array.from({ length: connector.limits.mediaPerProduct }, () => ({
    bytes: pictures[0] as Uint8Array,
  }))
  const full = await emulator.addProduct(SHOP, { title: 'Full', pictures: many })
  const kept = emulator.keep()
  return {
    connector,
    productId: mug.id,
    otherProductId: bowl.id,
    fullProductId: full.id,
    shop: {
      setAlt: async (mediaId, alt) => emulator.edit(SHOP, mug.id, { alts: { [mediaId]: alt } }),
      deleteFile: async (mediaId) => emulator.deleteFile(SHOP, mediaId),
      deleteProduct: (productId) => emulator.edit(SHOP, productId, { isDeleted: true }),
      listFiles: async () => Object.keys(emulator.shop(SHOP).files),
      loseAnswer: (nth) =>
        emulator.addScenario({ match: { isWrite: true, nth }, effect: { kind: 'lost_answer' } }),
      answerPages: () =>
        void emulator.addScenario({ times: Number.POSITIVE_INFINITY, effect: { kind: 'html_ok' } }),
      revokeAccess: () => emulator.revokeTokens(SHOP),
    },
    reset: async () => emulator.putBack(kept),
    close: () => emulator.close(),
  }
}
