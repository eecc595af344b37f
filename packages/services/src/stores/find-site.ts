import { text } from 'node:stream/consumers'
import { DomainError } from '@studio/core/kernel'
import { readSite } from '@studio/core/stores'
import type { Deps } from '../kernel/index.ts'

/** How long a site may take to say where it is; somebody waits, and it is asked again by what follows. */
const TIMEOUT_MS = 10_000

/** Some sites list every route of every plugin whatever they are asked for. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

/** The address of a site that may be asked. @throws DomainError `invalid_input`, `address_refused` */
export function readAllowedSite(typed: string, { safeFetch }: Pick<Deps, 'safeFetch'>): string {
  const site = readSite(typed)
  safeFetch.check(site)
  return site
}

/**
 * The address by which a site calls itself, so that it is one store whether it was typed with `www.` or an address that leads
 * on. Nothing secret is sent. A site that does not say is taken by what was typed.
 * @throws DomainError as `readAllowedSite`
 */
export async function findSite(typed: string, deps: Pick<Deps, 'safeFetch'>): Promise<string> {
  const asked = readAllowedSite(typed, deps)
  const request = { redirect: 'follow', maxBytes: MAX_ANSWER_BYTES, timeoutMs: TIMEOUT_MS } as const
  try {
    const { status, body } = await deps.safeFetch(`${asked}/wp-json/?_fields=home`, {
      ...request,
      headers: { accept: 'application/json' },
    })
    const answer: unknown = status === 200 ? JSON.parse(await text(body)) : body.destroy()
    const home = answer && typeof answer === 'object' && 'home' in answer ? answer.home : null
    return readOwnAddress(typeof home === 'string' ? home : asked, asked, deps)
  } catch (error) {
    if (error instanceof DomainError || error instanceof SyntaxError) return asked
    throw error
  }
}

/**
 * An address by which a site calls itself, as stores are kept by. Sites behind a proxy often believe that they are reached
 * without TLS. What may not be asked is not believed.
 */
export function readOwnAddress(home: string, asked: string, { safeFetch }: Pick<Deps, 'safeFetch'>): string {
  try {
    const site = readSite(home)
    const own = asked.startsWith('https:') ? site.replace(/^http:/, 'https:') : site
    safeFetch.check(own)
    return own
  } catch (error) {
    if (error instanceof DomainError) return asked
    throw error
  }
}
