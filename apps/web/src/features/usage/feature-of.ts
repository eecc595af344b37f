import { FEATURES, type Feature } from '@studio/core/usage'

/** Which feature an address belongs to, or null for one that is not written down. */
export function featureOf(pathname: string): Feature | null {
  const [room = '', thing] = pathname.split('/').slice(1)
  if (room === '') return 'library'
  if (room === 'assets') return 'picture'
  if (room === 'generations') return thing ? 'generation' : 'generations'
  if (room === 'stores' && thing) return 'products'
  if (room === 'products') return 'product'
  const name = room === 'settings' ? (thing ?? 'account') : room
  return Object.hasOwn(FEATURES, name) ? (name as Feature) : null
}
