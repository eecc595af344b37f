import { StoreFailure } from '../store-connector/index.ts'
import { anyAnswer, listOf, siteAnswer, userAnswer } from './answers.ts'
import type { CallSite } from './call-site.ts'
import { decodeEntities } from './words.ts'

/** What a person must be allowed to do in WordPress for pictures to be published with their password. */
const CAPABILITIES = ['upload_files', 'edit_products', 'edit_others_posts']

/**
 * What a site is called, where it is, and what the person who let us in may do there.
 * @throws StoreFailure `not_a_store` without WooCommerce, `scope_missing` where the person may not do all that it takes
 */
export async function describeSite(
  call: CallSite,
  site: string,
  signal: AbortSignal,
): Promise<{ name: string; address: string; scopes: readonly string[] }> {
  const { data: index } = await call({ path: '/', answer: siteAnswer, subject: 'site' }, signal)
  if (!index.namespaces.includes('wc/v3'))
    throw new StoreFailure('not_a_store', 'a site without WooCommerce, or with a very old one')
  const { data: user } = await call(
    { path: '/wp/v2/users/me', query: { context: 'edit' }, answer: userAnswer, subject: 'site' },
    signal,
  )
  const scopes = CAPABILITIES.filter((one) => Boolean(user.capabilities[one]))
  const missing = CAPABILITIES.filter((one) => !scopes.includes(one))
  if (missing.length > 0) throw new StoreFailure('scope_missing', `the person may not ${missing.join(', ')}`)
  // Plugins can shut WooCommerce's part alone.
  const query = { per_page: 1, _fields: 'id' }
  await call({ path: '/wc/v3/products', query, answer: listOf(anyAnswer), subject: 'site' }, signal)
  const address = URL.parse(index.home || index.url)?.href ?? site
  return { name: decodeEntities(index.name) || new URL(site).host, address, scopes }
}
