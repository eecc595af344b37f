import type { SourceRole } from './roles.ts'

/** What a photo of each role is there for, as the rest of a sentence that begins with "Photo 2". */
const ROLE_WORDS: Record<Exclude<SourceRole, 'product'>, string> = {
  person: 'shows the person who wears or holds it: keep face, body and skin as they are',
  scene: 'shows the place where it shall be',
  style: 'shows the look to follow, for light, colours and mood alone: nothing on it is copied',
  logo: 'shows the brand’s logo: use it unchanged, and only where the wish asks for it',
  base: 'is the picture to change',
}

/**
 * Says of every photo, in order, what it is there for: "Photo 1 shows the product. Photo 2 shows the person …".
 * Several photos of the role `product` show one product, or each its own when `areDifferent`.
 */
export function describeRoles(roles: readonly SourceRole[], areDifferent: boolean): string {
  return roles
    .map((role, index) => {
      const isFirst = roles.indexOf('product') === index
      const words = role === 'product' ? productWords(isFirst, areDifferent) : ROLE_WORDS[role]
      return `Photo ${index + 1} ${words}.`
    })
    .join(' ')
}

function productWords(isFirst: boolean, areDifferent: boolean): string {
  if (isFirst) return 'shows the product'
  return areDifferent
    ? 'shows another product that belongs to it'
    : 'shows the same product from another side'
}
