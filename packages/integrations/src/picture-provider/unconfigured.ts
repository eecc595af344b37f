import { PROVIDER_NAMES, type Provider } from '@studio/core/models'
import { type PictureProvider, ProviderFailure } from './port.ts'

/**
 * In the place of a provider that this installation has no key for. Its models are not offered; work that was started
 * while it had one ends with a sentence.
 */
export function createUnconfigured(id: Provider): PictureProvider {
  return {
    id,
    name: PROVIDER_NAMES[id],
    takesOriginals: false,
    makePicture: () => Promise.reject(new ProviderFailure('not_configured', 'no key is set')),
  }
}
