import { expect, it } from 'vitest'
import { featureOf } from './feature-of.ts'

it.each([
  ['/', 'library'],
  ['/assets/ast_1', 'picture'],
  ['/create', 'create'],
  ['/generations', 'generations'],
  ['/generations/gen_1', 'generation'],
  ['/stores', 'stores'],
  ['/stores/str_1', 'products'],
  ['/products/prd_1', 'product'],
  ['/publish', 'publish'],
  ['/publications', 'publications'],
  ['/credits', 'credits'],
  ['/settings', 'account'],
  ['/settings/request-log', 'request-log'],
  ['/settings/usage', 'usage'],
  ['/privacy', null],
  ['/settings/my-secret', null],
  ['/toString', null],
])('%s is written down as %s: a word of ours, never what stands in the address', (pathname, feature) => {
  expect(featureOf(pathname)).toBe(feature)
})
