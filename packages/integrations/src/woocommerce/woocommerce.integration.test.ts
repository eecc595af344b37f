import { describe } from 'vitest'
import { storeConnectorContract } from '../store-connector/store-connector.contract.ts'
import { openShop } from './testing/open-shop.ts'

describe('a WooCommerce store', () => {
  storeConnectorContract(async () => {
    const { emulator, connector, reset } = await openShop()
    const site = () => emulator.site()
    const countLost = () => emulator.requests().filter(({ effect }) => effect === 'lost_answer').length
    const [shoe, camera] = Object.keys(site().products)
    return {
      connector,
      productId: shoe ?? '',
      otherProductId: camera ?? '',
      fullProductId: null,
      shop: {
        async setAlt(mediaId, alt) {
          const media = site().media[Number(mediaId)]
          if (media) media.altText = alt
        },
        async deleteFile(mediaId) {
          delete site().media[Number(mediaId)]
        },
        async deleteProduct(productId) {
          const product = site().products[Number(productId)]
          if (product) product.status = 'trash'
        },
        listFiles: async () => Object.keys(site().media),
        loseAnswer(nth) {
          emulator.addScenario({ match: { isWrite: true, nth }, effect: { kind: 'lost_answer' } })
          const before = countLost()
          return () => countLost() > before
        },
        answerPages: () => emulator.addScenario({ times: 1000, effect: { kind: 'page' } }),
        revokeAccess() {
          site().passwords = []
        },
      },
      reset,
      close: () => emulator.close(),
    }
  })
})
