import { CATALOGUE_LIMITS, type CatalogueLimits, excessOf, type ProductState } from '@studio/core/stores'
import { type StoreConnector, StoreFailure } from '@studio/integrations/store-connector'

/** A connector that reads no more of a store than is read of any. @throws StoreFailure `too_large` from both readings */
export function keepLimits(
  connector: StoreConnector,
  limits: CatalogueLimits = CATALOGUE_LIMITS,
): Pick<StoreConnector, 'readCatalogue' | 'readProduct'> {
  /** The size of a product. @throws StoreFailure `too_large` */
  function measure(state: ProductState): number {
    const sizeBytes = Buffer.byteLength(JSON.stringify(state))
    const excess = excessOf(state, sizeBytes, limits)
    if (excess) throw new StoreFailure('too_large', excess)
    return sizeBytes
  }

  return {
    async *readCatalogue(signal) {
      let [products, bytes] = [0, 0]
      for await (const state of connector.readCatalogue(signal)) {
        products += 1
        bytes += measure(state)
        if (products > limits.products)
          throw new StoreFailure('too_large', `over ${limits.products} products`)
        if (bytes > limits.catalogueBytes)
          throw new StoreFailure('too_large', `over ${limits.catalogueBytes} bytes`)
        yield state
      }
    },

    async readProduct(productId, signal) {
      const state = await connector.readProduct(productId, signal)
      if (state) measure(state)
      return state
    },
  }
}
