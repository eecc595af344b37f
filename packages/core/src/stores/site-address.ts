import { DomainError } from '../kernel/index.ts'

/** Paths that belong to WordPress itself: people copy the address from where they are. */
const OWN_PATHS = /\/(wp-admin|wp-json|wp-login\.php)(\/.*)?$/

/**
 * Reads what a person typed as the address of their WordPress site: with or without `https://`, or a page of its admin.
 * Answers it without a slash at its end. Whether it may be asked is not decided here.
 * @throws DomainError `invalid_input`
 */
export function readSite(typed: string): string {
  const text = typed.trim()
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!url || !isWeb || url.username || url.password || !/[.:]/.test(url.host)) {
    throw new DomainError(
      'invalid_input',
      'This is not the address of a website. It looks like https://shop.example.com.',
    )
  }
  return url.origin + url.pathname.replace(OWN_PATHS, '').replace(/\/+$/, '')
}

/** By this WordPress knows an Application Password that was made for us (wordpress.org, "Application Passwords", app_id). */
export const APPLICATION_ID = '7d1c3f0a-52b8-4a5e-9c35-6a1f0e8b4d27'

/**
 * The page of WordPress that asks its person to make an Application Password for us and sends the browser back with it.
 * Source: developer.wordpress.org, "Application Passwords: Authorization flow".
 */
export function approvalUrl(site: string, asked: { successUrl: string; rejectUrl: string }): string {
  const url = new URL(`${site}/wp-admin/authorize-application.php`)
  url.searchParams.set('app_name', 'Studio Pro')
  url.searchParams.set('app_id', APPLICATION_ID)
  url.searchParams.set('success_url', asked.successUrl)
  url.searchParams.set('reject_url', asked.rejectUrl)
  return url.href
}
