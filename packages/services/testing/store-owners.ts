/**
 * The owner of a shop at Shopify, who is asked at `authorizeUrl` to let the app in and does: answers where the browser is
 * sent back to.
 */
export async function letAppIn(authorizeUrl: string): Promise<URL> {
  const { origin, pathname, searchParams } = new URL(authorizeUrl)
  const response = await fetch(origin + pathname, { method: 'POST', body: searchParams, redirect: 'manual' })
  return new URL(response.headers.get('location') ?? `about:blank#${response.status}`)
}

/** The person at a WordPress site who is asked at `approvalUrl` for a password for us, and approves. */
export async function approve(approvalUrl: string): Promise<URL> {
  const { origin, pathname, searchParams } = new URL(approvalUrl)
  searchParams.set('approve', '1')
  const response = await fetch(origin + pathname, { method: 'POST', body: searchParams, redirect: 'manual' })
  return new URL(response.headers.get('location') ?? `about:blank#${response.status}`)
}
