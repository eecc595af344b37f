import type { ProductCategory, ShotSlot, ShotView } from '@studio/core/shots'

/** Places in a listing, as the filter names them. */
export const SLOT_NAMES: Record<ShotSlot, string> = {
  main: 'Main',
  gallery: 'Gallery',
  ad: 'Ads',
  social: 'Social',
}

/** Kinds of product, as the filter names them. */
export const CATEGORY_NAMES: Record<ProductCategory, string> = {
  fashion: 'Fashion',
  shoes: 'Shoes',
  bags: 'Bags',
  jewellery: 'Jewellery',
  beauty: 'Beauty',
  home: 'Home',
  kitchen: 'Kitchen',
  food: 'Food',
  electronics: 'Electronics',
  office: 'Office',
  sport: 'Sport',
  toys: 'Toys',
  garden: 'Garden',
  pets: 'Pets',
  art: 'Art',
  other: 'Other',
}

/** What the local studio says for itself wherever it can be chosen. */
export const OWN_PIXELS = 'Your product’s own pixels · free'

/** What a shot does with the product, in a sentence. */
export function fidelityWords(shot: ShotView, isLocal: boolean): string {
  if (isLocal) return OWN_PIXELS
  if (shot.fidelity === 'guided') return 'The product is drawn anew: compare it with your photo.'
  return 'Your product is kept; what surrounds it is made.'
}
